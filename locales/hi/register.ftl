## खाता बनाना

register-offer = खाता बनाएं
register-title = अपना खाता बनाएं
register-label = ईमेल पता
register-hint = हम वहां एक कोड भेजते हैं, ताकि पता चले कि वह आपका है।
register-sign-in = मेरा खाता पहले से है

## नए खाते से क्या पूछा जाता है

details-title = आपके बारे में
details-terms-title = हमारी शर्तें
details-terms-read = शर्तें पढ़ें
details-terms = मुझे शर्तें मंज़ूर हैं
number-title = आपका फ़ोन नंबर
number-other = दूसरा नंबर
number-hint = हम उस पर एसएमएस से एक कोड भेजते हैं।
number-send = कोड भेजें

error-email-empty = अपना ईमेल पता डालें
error-claim-empty = इसे भरें
error-terms = आगे बढ़ने के लिए शर्तें मंज़ूर करें
error-invitation = यह न्योता अब काम नहीं करता। नया न्योता मांगें
error-invitation-address = यह न्योता किसी दूसरे पते के लिए है। वही पता डालें जिस पर यह भेजा गया था
error-registration-title = आप यहां खाता नहीं बना सकते
error-registration-message = इस सेवा के संचालकों से न्योता मांगें। अगर आपके पास न्योता था, तो वह इस्तेमाल हो चुका है या बहुत पुराना है।

## ईमेल

mail-register-subject = { $code }: खाता बनाने के लिए आपका कोड
mail-register-intro = { $client } पर अपना खाता बनाने के लिए इस कोड का इस्तेमाल करें:
mail-register-not-you = क्या यह आप नहीं थे? तो इस ईमेल पर ध्यान न दें: कोड के बिना कोई खाता नहीं बनता।
mail-registered-subject = आपका खाता पहले से है
mail-registered-body = किसी ने, शायद आपने, इस पते से { $client } पर खाता बनाना चाहा। खाता पहले से है, इसलिए कुछ नहीं बदला।
mail-registered-sign-in = साइन इन करें, या पासवर्ड भूल गए हों तो नया पासवर्ड चुनें
mail-registered-asked = यह कोशिश यहां से हुई:
mail-registered-not-you = क्या यह आप नहीं थे? तो इस ईमेल पर ध्यान न दें। कोई अंदर नहीं आया, और कोशिश करने वाले को यह नहीं बताया गया कि आपका खाता है।
mail-invitation-subject = आपको { $host } पर आमंत्रित किया गया है
mail-invitation-body = जिस पते पर यह मेल आया है, उससे आप { $host } पर खाता बना सकते हैं।
mail-invitation-open = अपना खाता बनाएं
mail-invitation-until = यह लिंक एक बार, { $date } तक काम करता है। फिर इस पते पर भेजा गया कोड पुष्टि करता है कि यह आपका है।
mail-invitation-not-you = क्या आपको इसकी उम्मीद नहीं थी? तो इस मेल को अनदेखा करें: आपके बिना कोई खाता नहीं बनता।
