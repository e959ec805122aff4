## ईमेल से कोड

factor-email_code = ईमेल से कोड
factor-email_code-hint = हम आपके ईमेल पते पर कोड भेजते हैं।

email-code-title = अपना ईमेल देखें
email-code-sent = हमने { $address } पर 6 अंकों का कोड भेजा है।
email-code-sent-unnamed = हमने आपके खाते के ईमेल पते पर 6 अंकों का कोड भेजा है।
email-code-missing = कुछ नहीं आया? स्पैम फ़ोल्डर देखें या नया कोड मांगें।
