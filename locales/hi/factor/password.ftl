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
