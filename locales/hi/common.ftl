### शब्दावली। संबोधन: आप। sign in = साइन इन करना · sign out = साइन आउट करना · account = खाता · application = ऐप्लिकेशन ·
### way to sign in = साइन इन का तरीका · step = चरण · code = कोड · passkey = पासकी · recovery code = रिकवरी कोड ·
### authenticator app = ऑथेंटिकेटर ऐप्लिकेशन · text message = एसएमएस · device = डिवाइस · user name = उपयोगकर्ता नाम ·
### password = पासवर्ड · whoever runs this service = इस सेवा के संचालक।

## जो हर पेज कह सकता है

language-name = हिन्दी
language-menu = भाषा: { $name }
title-error = गड़बड़ी:
continue = जारी रखें
cancel = रद्द करें
sign-in = साइन इन करें
sign-out = साइन आउट करें
copy = कॉपी करें
copied = कॉपी हो गया
remove = हटाएं
code-label = 6 अंकों का कोड

## समय

date-and-time = { $day } { $month } { $year }, { $clock } UTC
time-of-day = { $clock } UTC
month-1 = जनवरी
month-2 = फ़रवरी
month-3 = मार्च
month-4 = अप्रैल
month-5 = मई
month-6 = जून
month-7 = जुलाई
month-8 = अगस्त
month-9 = सितंबर
month-10 = अक्टूबर
month-11 = नवंबर
month-12 = दिसंबर

## मुख्य पेज

home-title = आपकी साइन इन सेवा
home-what = ऐप्लिकेशन आपको साइन इन करने के लिए यहां भेजते हैं। उन्हें पता चलता है कि आप कौन हैं; आपका पासवर्ड और कोड यहीं रहते हैं।
home-account = अपना खाता प्रबंधित करें
home-try = आज़माएं
home-demo = डेमो ऐप्लिकेशन
home-mail-hint = वे सभी ईमेल और एसएमएस जो भेजे जाते
home-discovery = डिस्कवरी दस्तावेज़

## डेवलपमेंट मोड

dev-bar = डेवलपमेंट मोड: सिर्फ़ इस कंप्यूटर के लिए। ईमेल और एसएमएस भेजे नहीं जाते, यहां रोक लिए जाते हैं।
dev-mail-link = उन्हें पढ़ें
dev-mail-title = रोके गए संदेश
dev-mail-hint = डेवलपमेंट मोड में ईमेल और एसएमएस भेजे जाने के बजाय यहां आते हैं।
dev-mail-none = अभी कुछ नहीं है। कुछ भी भेजे जाते ही यहां दिखेगा।
dev-mail-back = सभी संदेश
dev-mail-sms = एसएमएस
dev-mail-html = जैसा लोगों को दिखता है
dev-mail-text = सादा टेक्स्ट
mail-from = भेजने वाला: { $address }
mail-to = पाने वाला: { $address }

## संचालक

admin-title = प्रशासन
admin-overview = खास जानकारी
admin-storage = स्टोरेज
admin-accounts = खाते
admin-clients = क्लाइंट
admin-public = सार्वजनिक
admin-confidential = गोपनीय
admin-keys = कुंजियां
admin-since = { $date } से
key-next = अगली
key-active = सक्रिय
key-retired = पुरानी
key-unknown = अन्य
