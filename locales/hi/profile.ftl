## व्यक्ति अपने बारे में क्या बताता है

account-profile = प्रोफ़ाइल
account-username = उपयोगकर्ता नाम
account-email = ईमेल पता
account-phone = फ़ोन नंबर

profile-picture = फ़ोटो
profile-picture-alt = आपकी फ़ोटो
profile-picture-choose = फ़ोटो चुनें
profile-picture-hint = PNG, JPEG या WebP, { $megabytes } एमबी तक। हम उसका बीच का हिस्सा छोटे वर्ग के रूप में रखते हैं।
profile-picture-submit = यह फ़ोटो इस्तेमाल करें
profile-picture-remove = फ़ोटो हटाएं

profile-about = आपके बारे में
profile-hint = ऐप्लिकेशन इसे वहीं देखते हैं जहां आप अनुमति देते हैं। इनमें से कुछ भी ज़रूरी नहीं है।
profile-address = डाक पता
claim-name = पूरा नाम
claim-given_name = पहला नाम
claim-middle_name = मध्य नाम
claim-family_name = उपनाम
claim-nickname = पुकारने का नाम
claim-gender = लिंग
claim-birthdate = जन्म तारीख
claim-birthdate-hint = साल, महीना और दिन, जैसे 1990-12-31। सिर्फ़ साल भी चलेगा, और 0000-12-31 भी।
claim-profile = प्रोफ़ाइल पेज
claim-website = वेबसाइट
claim-zoneinfo = समय क्षेत्र
claim-locale = भाषा
claim-locale-hint = भाषा टैग के रूप में, जैसे hi या pt-BR।
claim-formatted = पूरा पता, जैसे लेबल पर लिखते हैं
claim-street_address = सड़क और मकान नंबर
claim-postal_code = पिन कोड
claim-locality = शहर या कस्बा
claim-region = राज्य
claim-country = देश

profile-attributes = आपके बारे में और
profile-attributes-kept = इस सेवा के संचालक आपके बारे में यह रखते हैं।
attribute-true = हां
attribute-false = नहीं
attribute-list-hint = हर लाइन में एक।
attribute-json-hint = JSON के रूप में।

contact-verified = पुष्टि हो चुकी है
contact-unverified = पुष्टि नहीं हुई है
contact-none = अभी कोई नहीं।
contact-waiting = { $address } को कोड का इंतज़ार है। उसे डालें
contact-email-new = नया ईमेल पता
contact-email-hint = पहले आप साबित करते हैं कि आप ही हैं। फिर हम नए पते पर कोड और पुराने पते पर सूचना भेजते हैं।
contact-phone-new = नया फ़ोन नंबर
contact-phone-remove = नंबर हटाएं
contact-submit = बदलें
contact-title = पुष्टि करें
contact-email-title = अपने नए पते की पुष्टि करें
contact-phone-title = अपने नए नंबर की पुष्टि करें
contact-code-sent = हमने { $address } पर 6 अंकों का कोड भेजा है।
contact-code-hint = यह 10 मिनट तक काम करता है। इसे डालने तक कुछ नहीं बदलता।

notice-profile-saved = सेव हो गया।
notice-picture-saved = आपकी फ़ोटो सेव हो गई है।
notice-picture-removed = आपकी फ़ोटो हटा दी गई है।
notice-email-changed = आपका ईमेल पता बदल गया है। हमने पुराने और नए दोनों पतों पर ईमेल भेजा है।
notice-phone-changed = आपका फ़ोन नंबर बदल गया है। हमने आपको इसके बारे में ईमेल भेजा है।
notice-phone-removed = आपका फ़ोन नंबर हटा दिया गया है। हमने आपको इसके बारे में ईमेल भेजा है।

error-profile-characters = वे वर्ण हटाएं जो दिखते नहीं
error-profile-long = इसे छोटा करें
error-profile-url = https:// से शुरू होने वाला पता डालें, जैसे https://example.com/alice
error-profile-birthdate = 1990-12-31 जैसी तारीख या 1990 जैसा साल डालें
error-profile-zone = सूची से समय क्षेत्र चुनें
error-profile-language = hi या pt-BR जैसा भाषा टैग डालें
error-attribute-number = 7 या 2.5 जैसी संख्या डालें
error-attribute-json = JSON डालें
error-attribute-type = इनमें से एक जवाब चुनें
error-attribute-much = यह बहुत ज़्यादा है। इसमें से कुछ हटाएं
error-profile-raced = उसी समय किसी और चीज़ ने आपका खाता बदला। फिर से देखें
error-picture-missing = पहले कोई फ़ोटो चुनें
error-picture-format = PNG, JPEG या WebP चित्र चुनें
error-picture-broken = वह चित्र पढ़ा नहीं जा सकता। दूसरा चुनें
error-picture-small = वह चित्र बहुत छोटा है। हर ओर कम से कम 32 पिक्सेल वाला चुनें
error-picture-huge = उस चित्र में बहुत ज़्यादा पिक्सेल हैं। ज़्यादा से ज़्यादा 4 करोड़ वाला चुनें
error-contact-email = name@example.com जैसा ईमेल पता डालें
error-contact-same = वह पहले से आपका पता है
error-contact-many = बहुत ज़्यादा कोड भेजे गए। एक घंटे में फिर कोशिश करें
error-contact-taken = वह पता किसी और खाते का है
