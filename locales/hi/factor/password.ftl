## पासवर्ड

factor-password = पासवर्ड
factor-password-hint = आपके खाते का पासवर्ड।

password-title = अपना पासवर्ड डालें
password-label = पासवर्ड
show = दिखाएं
show-password = पासवर्ड दिखाएं
caps-lock = Caps Lock चालू है
remember = { $days ->
        [one] मुझे इस डिवाइस पर { $days } दिन तक साइन इन रखें
       *[other] मुझे इस डिवाइस पर { $days } दिनों तक साइन इन रखें
    }
error-password-empty = अपना पासवर्ड डालें
error-password-wrong = वह ईमेल या पासवर्ड सही नहीं है

## नया पासवर्ड

password-new-title = नया पासवर्ड चुनें
password-new-label = नया पासवर्ड
password-new-hint = { $least ->
        [one] कम से कम { $least } वर्ण।
       *[other] कम से कम { $least } वर्ण।
    } कुछ ऐसे शब्द, जिनका आपस में संबंध न हो, याद रखने में आसान और अनुमान लगाने में मुश्किल होते हैं। स्पेस और कोई भी अक्षर चलेंगे।
password-end-others = बाकी सभी जगहों से साइन आउट करें
password-change = बदलें
password-change-named = पासवर्ड बदलें
error-password-new = नया पासवर्ड डालें
error-password-short = वह पासवर्ड बहुत छोटा है। एक-दो शब्द जोड़ें
error-password-long = वह पासवर्ड बहुत लंबा है। कुछ हटाएं
error-password-obvious = वह पासवर्ड बस ऐसा नाम है जिसे दूसरे जानते हैं। ऐसा कुछ चुनें जिसका आपसे या इस सेवा से कोई संबंध न हो
error-password-common = यह सबसे ज़्यादा इस्तेमाल होने वाले पासवर्ड में से एक है। दूसरा चुनें
error-password-keyboard = साथ-साथ वाली कुंजियों का अनुमान जल्दी लग जाता है। एक-दो शब्द जोड़ें
error-password-repeat = दोहराने से यह ज़्यादा सुरक्षित नहीं होता। एक-दो शब्द और जोड़ें
error-password-sequence = abc या 6543 जैसे क्रम का अनुमान जल्दी लग जाता है। एक-दो शब्द जोड़ें
error-password-date = तारीखों और सालों का अनुमान जल्दी लग जाता है। एक-दो शब्द जोड़ें
error-password-name = नामों का अनुमान जल्दी लग जाता है। एक-दो शब्द जोड़ें जिनका उनसे संबंध न हो
error-password-word = अकेले शब्द का, या थोड़े बदले शब्द का, अनुमान जल्दी लग जाता है। एक-दो शब्द और जोड़ें
error-password-guessable = उस पासवर्ड का अनुमान जल्दी लग जाता है। एक-दो शब्द और जोड़ें
error-password-stolen = वह पासवर्ड चोरी हुए पासवर्ड की उस सूची में है जिसे दूसरे पहले आज़माते हैं। दूसरा चुनें
error-password-unchecked = हम उस पासवर्ड को अभी जांच नहीं सके। थोड़ी देर में फिर कोशिश करें
error-password-former = वह पासवर्ड आपका पहले रह चुका है। नया चुनें
