## रजिस्टर किया गया डिवाइस

factor-registered_device = रजिस्टर किया गया डिवाइस
factor-registered_device-hint = एक कुंजी जिसे यह ब्राउज़र रखता है। कुछ टाइप नहीं करना।

registered-device-known = इस डिवाइस पर पहचाने गए
registered-device-continue = { $name } के तौर पर जारी रखें
registered-device-forget = अब इस डिवाइस पर नहीं
registered-device-sure = इस डिवाइस पर इस खाते को भुला दें? आपको किसी और तरीके से साइन इन करना होगा, और तब डिवाइस को फिर रजिस्टर कर सकते हैं।
registered-device-forgotten = इस डिवाइस पर इसे भुला दिया गया है। अपने खाते के पेज पर आप इसे हमेशा के लिए हटा सकते हैं।
registered-device-other = कोई और खाता
registered-device-title = क्या यह आपका डिवाइस है?
registered-device-explain = आपने यह ब्राउज़र पहले रजिस्टर किया था। यह अपनी रखी कुंजी से इसे साबित करता है: एक बार दबाना काफ़ी है।
registered-device-submit = हां, इस डिवाइस पर जारी रखें
registered-device-enrol-title = यह डिवाइस रजिस्टर करें
registered-device-enrol-explain = यह ब्राउज़र एक कुंजी बनाता है जिसे वह रखता है और किसी को दे नहीं सकता। इसके बाद वह आपका खाता पहचानता है, और आप यहां कम टाइप करते हैं। ऐसा सिर्फ़ अपने डिवाइस पर करें।
registered-device-name = डिवाइस का नाम
registered-device-name-default = मेरा डिवाइस
registered-device-enrol-submit = यह डिवाइस रजिस्टर करें
registered-device-here = यह वही ब्राउज़र है जिसे आप इस्तेमाल कर रहे हैं।

registered-device-noscript = इसके लिए JavaScript चाहिए, जो यहां नहीं चला। इसकी अनुमति दें और पेज को फिर लोड करें, या कोई और तरीका इस्तेमाल करें।
registered-device-missing = यह ब्राउज़र यहां कुंजियां नहीं रखता, शायद इसलिए कि यह निजी विंडो है। कोई और तरीका इस्तेमाल करें
registered-device-failed = इस ब्राउज़र की कुंजी इस्तेमाल नहीं हो सकी। फिर कोशिश करें या कोई और तरीका इस्तेमाल करें
registered-device-held = यह ब्राउज़र आपके खाते के लिए पहले से रजिस्टर है
registered-device-elsewhere = यह ब्राउज़र आपके खाते के लिए रजिस्टर नहीं है। कोई और तरीका इस्तेमाल करें
error-registered-device-empty = रजिस्टर किए गए डिवाइस के लिए JavaScript चाहिए, जो यहां नहीं चला। इसकी अनुमति दें और फिर कोशिश करें, या कोई और तरीका इस्तेमाल करें
error-registered-device-refused = यह डिवाइस स्वीकार नहीं हुआ। फिर कोशिश करें या कोई और तरीका इस्तेमाल करें
error-registered-device-unknown = यह डिवाइस अब उस खाते के लिए रजिस्टर नहीं है, इसलिए यहां इसे भुला दिया गया। किसी और तरीके से साइन इन करें
error-registered-device-not-made = यह डिवाइस रजिस्टर नहीं हो सका। फिर कोशिश करें या कोई और तरीका इस्तेमाल करें

offer-registered_device-title = क्या यह आपका अपना डिवाइस है?
offer-registered_device-explain = यह ब्राउज़र रजिस्टर करें, और अगली बार यह आपका खाता पहचान लेगा: टाइप करने के बजाय एक बार दबाएं।
offer-registered_device-take = यह डिवाइस रजिस्टर करें
