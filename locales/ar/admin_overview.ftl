## ما تقوم عليه الخدمة

admin-checks = حال الخدمة
admin-check-database = قاعدة البيانات
admin-check-clock = الساعة
admin-check-mail = البريد
admin-check-sms = الرسائل النصية
admin-check-face = نماذج الوجوه
admin-check-passwords = كلمات المرور المسروقة
admin-check-audit = سجل التدقيق
admin-check-protocol = البروتوكول
admin-check-other = أخرى
admin-check-is-fine = سليم
admin-check-is-warn = يحتاج إلى مراجعة
admin-check-is-fail = معطّل
