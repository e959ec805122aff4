## The console

admin-nav = प्रशासन के पेज
role-owner = मालिक
role-administrator = एडमिनिस्ट्रेटर
role-support = सहायता
role-auditor = ऑडिटर
role-none = कोई भूमिका नहीं
notice-saved = सेव हो गया।
notice-saved-unproved = सेव हो गया। नया पता पुष्टि किया हुआ नहीं माना जाता: सही का निशान पिछले पते के लिए था। अगर यह पता इसी व्यक्ति का है, तो बॉक्स पर फिर से निशान लगाकर सेव करें।
error-role-title = आपके पास इसका ऐक्सेस नहीं है
error-role-message = आपका खाता यह नहीं कर सकता। इस सेवा का मालिक इसे बदल सकता है।
error-admin-invalid = इसे इस रूप में सेव नहीं किया जा सकता
error-admin-exists = इस नाम या पते वाला पहले से मौजूद है
error-admin-raced = इस बीच किसी और ने इसे बदल दिया। फिर से देखें
error-admin-last-owner = यह आखिरी मालिक है जो साइन इन कर सकता है। पहले किसी और को मालिक बनाएं
error-admin-address = name@example.com जैसा पता डालें

## The overview

admin-waiting = भेजे जाने के इंतज़ार में संदेश
admin-days = पिछले 14 दिन
admin-days-plot = { $good } साइन इन और { $bad } असफल कोशिशें, दिन के हिसाब से
admin-sign-ins = साइन इन
admin-failures = असफल कोशिशें
admin-factors = लोगों के पास मौजूद साइन इन के तरीके

## The API for people

api-title = प्रशासन API
api-explain = प्रोग्राम इस पते के लिए इन स्कोप वाला ऐक्सेस टोकन दिखाते हैं:
api-document = OpenAPI दस्तावेज़
api-parameters = पैरामीटर:
api-scope = स्कोप:
api-roles = भूमिकाएं:

## The first owner

setup-title = इस सेवा के मालिक बनें
setup-explain = मालिक यहां सब कुछ कर सकता है और तय करता है कि और कौन प्रशासन करेगा। यह लिंक एक बार काम करता है। इसके बाद आप साइन इन करते हैं: आपके पते पर एक कोड जाता है और आप पासकी या ऑथेंटिकेटर ऐप्लिकेशन जोड़ते हैं।
setup-name = आपका नाम
setup-email = आपका ईमेल पता
setup-confirm = जारी रखें

## Lists

admin-search = खोजें
admin-search-clients = पहचानकर्ता की शुरुआत या नाम का हिस्सा
admin-search-accounts = पते या उपयोगकर्ता नाम की शुरुआत, या पूरा नाम
admin-none-found = कुछ नहीं मिला।
admin-next-page = अगला पेज
admin-disabled = बंद
admin-unused = 90 दिनों से इस्तेमाल नहीं हुआ
admin-last-used = आखिरी इस्तेमाल: { $date }
admin-acts = क्या किया जा सकता है
admin-enable = चालू करें
admin-disable = बंद करें
admin-type-this = पुष्टि के लिए लिखें:
error-admin-typed = ठीक वैसा ही लिखें जैसा दिखाया गया है
admin-audit = ऑडिट लॉग
admin-api = API संदर्भ

## Clients

admin-client = क्लाइंट
admin-client-new = क्लाइंट रजिस्टर करें
admin-clients-none = अभी कोई ऐप्लिकेशन रजिस्टर नहीं है।
admin-client-which = यह किस तरह का ऐप्लिकेशन है?
client-kind-web = सर्वर वाली वेबसाइट
client-kind-web-hint = आपके सर्वर पर चलता है और वहीं एक सीक्रेट रखता है।
client-kind-single-page = सिंगल-पेज ऐप्लिकेशन
client-kind-single-page-hint = ब्राउज़र में चलता है, जहां कुछ भी गुप्त नहीं रहता।
client-kind-native = फ़ोन या कंप्यूटर पर ऐप
client-kind-native-hint = जवाब अपनी URL स्कीम से, या डिवाइस के ही किसी पते पर पाता है।
client-kind-machine = सेवा या स्क्रिप्ट
client-kind-machine-hint = अपने लिए टोकन पाने वाला प्रोग्राम; कोई साइन इन नहीं करता।
client-kind-device = बिना ब्राउज़र वाला डिवाइस
client-kind-device-hint = एक कोड दिखाता है जिसे व्यक्ति फ़ोन या कंप्यूटर पर डालता है।
client-kind-mcp = MCP क्लाइंट
client-kind-mcp-hint = व्यक्ति के डिवाइस पर Model Context Protocol का इस्तेमाल करता है।
admin-client-name = नाम, जैसा लोग देखते हैं
admin-client-redirects = रीडायरेक्ट URI, हर लाइन में एक
admin-client-register = रजिस्टर करें
admin-client-other = कोई और प्रकार चुनें
admin-secret-once = सीक्रेट अभी कॉपी करें। यह दोबारा नहीं दिखाया जाएगा।
admin-problems = नामंज़ूर किए गए अनुरोध
admin-problems-hint = आम तौर पर यहां या ऐप्लिकेशन में कोई सेटिंग गलत होती है।
admin-problem-times = { $count } बार, आखिरी: { $date }
admin-problems-clear = सूची खाली करें
admin-snippets = इसका इस्तेमाल कैसे करें
admin-client-fields = सेटिंग
client-group-identity = लोग क्या देखते हैं
client-group-addresses = पते
client-group-protocol = प्रोटोकॉल
client-group-tokens = टोकन
client-group-compatibility = खास क्लाइंट के लिए विकल्प
admin-secret-new = नया सीक्रेट
admin-secret-end = पुराने सीक्रेट खत्म करें
admin-secret-hint = पिछला सीक्रेट और 24 घंटे काम करता है।
admin-client-delete = यह क्लाइंट मिटाएं
admin-client-delete-hint = इसे दी गई हर अनुमति खत्म हो जाती है। इसे वापस नहीं किया जा सकता।

## Accounts

admin-account = खाता
admin-account-new = खाता बनाएं
admin-account-new-hint = व्यक्ति साइन इन करते समय नया पासवर्ड मांगकर उसे चुनता है। उसका कोड इस पते पर जाता है।
admin-account-says = व्यक्ति के बारे में
admin-account-sessions = व्यक्ति ने कहां साइन इन किया हुआ है
admin-account-no-sessions = कहीं भी साइन इन नहीं है।
admin-account-no-factors = साइन इन का कोई तरीका अभी सेट नहीं है।
admin-factor-remove-all = सभी हटाएँ: “{ $factor }”
admin-account-name = पूरा नाम
admin-account-username = उपयोगकर्ता नाम
admin-account-email = ईमेल पता
admin-account-phone = फ़ोन नंबर
admin-account-verified = यह पता इसी व्यक्ति का है: इसे पुष्टि किया हुआ माना जाए
admin-account-groups = समूह, हर लाइन में एक
admin-account-attributes = गुण
admin-account-attributes-kept = इसे इंपोर्ट तय करते हैं। यहां इसे बदला नहीं जा सकता।
admin-account-frozen = साइन इन के तरीके रोक दिए गए हैं: व्यक्ति ने कहा कि किसी और ने उन्हें बदला था।
admin-account-reset-at = रीसेट खुलेगा: { $date }
admin-account-leaves-at = व्यक्ति खाता मिटवाना चाहता है: { $date }
admin-end-sessions = सभी सत्र खत्म करें
admin-reset = रीसेट शुरू करें
admin-reset-hint = रीसेट उस व्यक्ति के लिए है जिसने हर दूसरा फ़ैक्टर खो दिया है। उसके सभी पतों को सूचना जाती है, एक लिंक के साथ जो इसे रोकता है।
admin-unfreeze = साइन इन के तरीके खोलें
admin-role = भूमिका
admin-role-choose = प्रशासन में भूमिका
admin-account-delete = यह खाता मिटाएं
admin-account-delete-hint = इससे जुड़ा सब कुछ मिटा दिया जाता है। इसे वापस नहीं किया जा सकता।

## Keys and the audit log

admin-keys-all = सभी कुंजियां
admin-key-asked = बदली जाने वाली
admin-key-encrypts = एन्क्रिप्शन के लिए
admin-key-until = { $date } तक रखी जाती है
admin-key-rotate = कुंजियां बदलें
admin-key-rotate-hint = नई कुंजियां तब इस्तेमाल होने लगती हैं, जब हर ऐप्लिकेशन को उन्हें लेने का समय मिल चुका हो। पहले हस्ताक्षरित टोकन मान्य रहते हैं।
admin-audit-kind = क्या हुआ
admin-audit-account = खाते का पहचानकर्ता
admin-audit-client = क्लाइंट का पहचानकर्ता
admin-audit-export = एक्सपोर्ट (NDJSON)

## The policy

admin-policy = नीति
admin-policy-try = क्या पूछा जाएगा?
admin-policy-try-hint = इस खाते का अभी, ऐसे ब्राउज़र में साइन इन जिसे उसने कभी इस्तेमाल नहीं किया, उन्हीं नियमों से आज़माया जाता है जो असली साइन इन पर लागू होते हैं। कुछ नहीं बदलता।
admin-policy-account = उपयोगकर्ता नाम या ईमेल पता
admin-policy-play = आज़माएं
admin-policy-played = क्रम से क्या पूछा जाएगा
admin-policy-enrols = पहले सेट किया जाता है
admin-policy-or = या:
admin-policy-succeeds = साइन इन सफल होता है और इस स्तर तक पहुंचता है:
admin-policy-fails = साइन इन सफल नहीं होता: खाता पर्याप्त सबूत नहीं दे सकता।
admin-policy-why = क्यों
admin-policy-need-request = अनुरोध मांगता है:
admin-policy-need-client = क्लाइंट को कम से कम चाहिए:
admin-policy-need-account = खाते को खुद चाहिए:
admin-policy-levels = स्तर, सबसे कमज़ोर से सबसे मज़बूत
admin-policy-usual = डिफ़ॉल्ट
admin-policy-administers = प्रशासन के लिए
error-admin-no-account = ऐसा कोई खाता नहीं है
error-admin-no-client = ऐसा कोई क्लाइंट नहीं है
error-admin-account-off = यह खाता बंद है

## Emergencies

admin-key-revoke = कुंजी रद्द करें
admin-key-revoke-hint = केवल तब, जब कोई और इसका निजी हिस्सा जान सकता हो। इससे हस्ताक्षरित हर टोकन तुरंत नामंज़ूर होता है: लोग फिर से साइन इन करते हैं और ऐप्लिकेशन नए टोकन मांगते हैं। दूसरी कुंजी तुरंत हस्ताक्षर करती है, और कुंजी सेट की कॉपी रखने वाले ऐप्लिकेशन उसे फिर से पढ़ने तक उसके टोकन नामंज़ूर करते हैं।
admin-key-revoke-which = पुष्टि के लिए कुंजी का पहचानकर्ता लिखें
