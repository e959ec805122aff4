## सेवा किस पर टिकी है

admin-checks = सेवा का हाल
admin-check-database = डेटाबेस
admin-check-clock = घड़ी
admin-check-mail = ईमेल
admin-check-sms = एसएमएस
admin-check-face = चेहरों के मॉडल
admin-check-passwords = चोरी हुए पासवर्ड
admin-check-audit = ऑडिट लॉग
admin-check-protocol = प्रोटोकॉल
admin-check-other = अन्य
admin-check-is-fine = ठीक
admin-check-is-warn = देखें
admin-check-is-fail = खराब
