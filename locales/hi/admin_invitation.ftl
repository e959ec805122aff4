## खाता बनाने का आमंत्रण

admin-invitations = आमंत्रण
admin-invitations-made = बनाए गए आमंत्रण
admin-invitation-open = खुला
admin-invitation-used = इस्तेमाल हुआ
admin-invitation-lapsed = समय बीत गया
admin-invitation-anybody = किसी के लिए भी
admin-invitation-used-at = इस्तेमाल हुआ: { $date }
admin-invitation-until = { $date } तक काम करता है
admin-invitation-sent-at = मेल लिखा गया: { $date }
admin-invitation-send = फिर से भेजें
admin-invitation-revoke = वापस लें
admin-invitation-new = किसी को आमंत्रित करें
admin-invitation-hint = एक आमंत्रण से एक खाता बनता है, और अगर उसमें पता हो तो उसी पते से। यह एक बार काम करता है। मेल यह नहीं बताता कि किसने आमंत्रित किया।
admin-invitation-language = मेल की भाषा
admin-invitation-mail = मेल से भेजें
admin-invitation-by-link = देने के लिए लिंक बनाएँ
admin-invitation-link = लिंक
admin-invitation-link-hint = इसे अभी कॉपी करें। यह फिर नहीं दिखेगा और सिर्फ़ एक व्यक्ति के लिए है।
admin-invitations-closed = कोई भी आमंत्रण का इस्तेमाल नहीं कर सकता: नीति किसी को रजिस्टर नहीं करने देती।
