## साइन इन के चरण

client-line = { $client } पर जारी रखने के लिए
client-account = अपना खाता प्रबंधित करने के लिए
step = चरण { $n }, कुल { $of }
not-you = यह आप नहीं हैं?
another-way = कोई और तरीका आज़माएं
username-label = ईमेल या उपयोगकर्ता नाम

other-title = कोई और तरीका चुनें
other-current = आप अभी यहीं थे।

## ऐसा प्रस्ताव जो ज़रूरी नहीं है

offer-title = साइन इन का कोई और तरीका जोड़ें?
offer-explain = इससे अगली बार साइन इन करना तेज़ और ज़्यादा सुरक्षित होगा।
offer-take = जोड़ें
offer-later = अभी नहीं
offer-never = फिर न पूछें
offer-hint = { $days ->
        [one] “अभी नहीं” चुनने पर हम { $days } दिन बाद फिर पूछेंगे। आप इसे कभी भी अपने खाते के पेज पर जोड़ सकते हैं।
       *[other] “अभी नहीं” चुनने पर हम { $days } दिनों बाद फिर पूछेंगे। आप इसे कभी भी अपने खाते के पेज पर जोड़ सकते हैं।
    }

## सहमति

consent-title = ऐक्सेस की अनुमति दें?
consent-asks = { $client } आपका खाता इस्तेमाल करना चाहता है।
consent-list = वह यह कर सकेगा
consent-allow = अनुमति दें
consent-redirect = आपको { $host } पर भेजा जाएगा।
consent-policy = निजता सूचना
consent-terms = शर्तें
scope-optional = वैकल्पिक
scope-granted = पहले अनुमति दी गई
scope-openid = जानना कि आप कौन हैं
scope-profile = आपका नाम और प्रोफ़ाइल की अन्य जानकारी देखना
scope-email = आपका ईमेल पता देखना
scope-address = आपका डाक पता देखना
scope-phone = आपका फ़ोन नंबर देखना
scope-groups = देखना कि आप किन समूहों में हैं
scope-offline_access = आपके न होने पर भी यह ऐक्सेस बनाए रखना
scope-other = “{ $name }” का इस्तेमाल करना

## साइन आउट करना

logout-title = साइन आउट करें?
logout-asks = { $client } आपको साइन आउट करना चाहता है।
logout-who = आपने { $name } के तौर पर साइन इन किया है। साइन आउट करने पर यह सत्र हर ऐप्लिकेशन के लिए खत्म हो जाएगा।
logout-stay = साइन इन रहें
logout-done = आपने साइन आउट कर लिया है
logout-done-hint = अब आप यह विंडो बंद कर सकते हैं।
logout-done-one = इस खाते से साइन आउट हो गया
logout-others = इस ब्राउज़र में ये खाते अब भी साइन इन हैं। इसे इस्तेमाल करने वाला कोई भी इन्हें खोल सकता है।
logout-frames = आपने जिन ऐप्लिकेशन का उपयोग किया, उन्हें बताया जा रहा है। इसमें थोड़ा समय लगेगा।
logout-frame = एक ऐप्लिकेशन से साइन आउट
logout-return = { $client } पर वापस जाएं
logout-return-plain = ऐप्लिकेशन पर वापस जाएं
logout-again = फिर से साइन इन करें

## किसी चरण पर अच्छी खबर

notice-done = हो गया।
notice-code-sent = नया कोड भेज दिया गया है। पिछला कोड अब काम नहीं करता।

## अपने आप भेजा जाने वाला फ़ॉर्म

form-post-title = एक पल रुकें
form-post-hint = आपको आगे ले जाया जा रहा है। अगर कुछ न हो, तो यहां से जारी रखें।

accounts-here = यहां साइन इन किए हुए खाते
accounts-another = कोई और खाता
consent-revocable = आप इसे कभी भी अपने खाते में “ऐप्लिकेशन” के तहत वापस ले सकते हैं।
consent-stranger = यहां किसी ने इस ऐप्लिकेशन को न रजिस्टर किया है, न जांचा है। यह { $host } पर अपना परिचय खुद देता है।
