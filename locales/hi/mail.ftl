## ईमेल

mail-code-subject = { $code }: { $client } पर साइन इन करने के लिए आपका कोड
mail-code-intro = { $client } पर साइन इन करने के लिए इस कोड का इस्तेमाल करें:
mail-code-lives = { $minutes ->
        [one] यह कोड एक बार, { $minutes } मिनट तक काम करता है।
       *[other] यह कोड एक बार, { $minutes } मिनट तक काम करता है।
    } इसे कभी किसी को न दें, हमें भी नहीं।
mail-code-not-you = क्या यह आप नहीं थे? तो इस ईमेल पर ध्यान न दें: कोड के बिना कोई अंदर नहीं आ सकता। अगर ऐसे ईमेल आते रहें, तो अपना पासवर्ड बदलें।
mail-asked = कोड यहां से मांगा गया:
mail-happened = यह यहां हुआ:
mail-by-operator = यह इस सेवा के संचालक ने किया:
mail-time = समय: { $date }
mail-browser = ब्राउज़र: { $name }
mail-address = नेटवर्क पता: { $address }
mail-footer = { $host } की ओर से, जहां आप साइन इन करते हैं।

mail-factor-added-subject = आपके खाते में साइन इन का नया तरीका जोड़ा गया
mail-factor-added-body = अब आपके खाते में साइन इन करने के लिए “{ $factor }” का इस्तेमाल किया जा सकता है।
mail-factor-replaced-subject = आपके खाते में साइन इन का एक तरीका बदला गया
mail-factor-replaced-body = “{ $factor }” को फिर से सेट किया गया। पहले जो सेट था वह अब काम नहीं करता।
mail-factor-used-subject = “{ $factor }” से आपके खाते में साइन इन किया गया
mail-factor-used-body = आपके खाते में साइन इन करने के लिए अभी “{ $factor }” का इस्तेमाल हुआ।
mail-factor-removed-subject = आपके खाते से साइन इन का एक तरीका हटाया गया
mail-factor-removed-body = “{ $factor }” से अब आपके खाते में साइन इन नहीं किया जा सकता।
mail-factor-disabled-subject = बहुत ज़्यादा कोशिशों के बाद साइन इन का एक तरीका बंद किया गया
mail-factor-disabled-body = किसी ऐसे व्यक्ति ने, जिसने साइन इन का पहला चरण पार कर लिया था, “{ $factor }” में बहुत बार गलत जवाब दिया। यह तरीका तब तक बंद है जब तक आप या इस सेवा के संचालक इसे फिर से सेट न करें।
mail-password-changed-subject = आपका पासवर्ड बदला गया
mail-password-changed-body = आपके खाते का पासवर्ड बदला गया।
mail-change-subject = आपके खाते में कुछ बदला
mail-change-body = आपके खाते की सुरक्षा सेटिंग बदली गईं।
mail-notice-not-you = क्या यह आप नहीं थे? तो इसे यहां रोकें: हर डिवाइस से साइन आउट हो जाता है, और जब तक आपकी पहचान न हो जाए, तब तक आपके साइन इन के तरीकों में कुछ भी नहीं बदला जा सकता। यह लिंक एक हफ़्ते तक काम करता है।
mail-not-me = यह मैंने नहीं किया

mail-consent-withdrawn-subject = सहमति वापस ली गई, और साइन इन का एक तरीका मिटाया गया
mail-consent-withdrawn-body = आपके खाते के पेज पर “{ $factor }” की सहमति वापस ली गई। इसके लिए जो कुछ रखा था वह मिटा दिया गया है।

mail-app-removed-subject = एक ऐप्लिकेशन के पास अब आपके खाते का ऐक्सेस नहीं है
mail-app-removed-body = “{ $name }” के पास अब आपके खाते का ऐक्सेस नहीं है।
mail-email-changed-subject = आपके खाते का ईमेल पता बदला गया
mail-email-changed-body = अब से हमारे ईमेल आपके नए पते पर आएंगे।
mail-phone-changed-subject = आपके खाते का फ़ोन नंबर बदला गया
mail-phone-changed-body = आपके खाते में अब दूसरा फ़ोन नंबर है।
mail-phone-removed-subject = आपके खाते का फ़ोन नंबर हटाया गया
mail-phone-removed-body = आपके खाते में अब कोई फ़ोन नंबर नहीं है। वहां कोई कोड नहीं भेजा जाएगा।
mail-confirm-subject = { $code }: { $client } पर आपके नए पते की पुष्टि का कोड
mail-confirm-intro = इसे { $client } पर अपने खाते का पता बनाने के लिए इस कोड का इस्तेमाल करें:
mail-confirm-not-you = क्या यह आप नहीं थे? तो इस ईमेल पर ध्यान न दें: कोड के बिना कुछ नहीं होता।
mail-account-leaving-subject = आपका खाता मिटा दिया जाएगा
mail-account-leaving-body = आपने हमसे अपना खाता मिटाने को कहा। मिटाए जाने तक बचे दिन: { $name }। अगर आप इसे रखना चाहते हैं, तो उससे पहले साइन इन करें।
mail-account-kept-subject = आपका खाता बना रहेगा
mail-account-kept-body = आपने साइन इन करके अपना खाता बनाए रखा। इसे नहीं मिटाया जाएगा।
