### مسرد. المخاطبة: بصيغة الجمع المحايدة أو المفرد دون تخصيص، والأزرار بالمصدر. sign in = تسجيل الدخول · sign out = تسجيل الخروج ·
### account = الحساب · application = التطبيق · way to sign in = طريقة تسجيل الدخول · step = خطوة · code = رمز ·
### passkey = مفتاح المرور · recovery code = رمز الاسترداد · authenticator app = تطبيق المصادقة · text message = رسالة نصية ·
### device = جهاز · user name = اسم المستخدم · password = كلمة المرور · whoever runs this service = القائمون على هذه الخدمة.

## ما قد تقوله كل صفحة

language-name = العربية
language-menu = اللغة: { $name }
title-error = خطأ:
continue = متابعة
cancel = إلغاء
sign-in = تسجيل الدخول
sign-out = تسجيل الخروج
copy = نسخ
copied = تم النسخ
remove = إزالة
code-label = رمز من 6 أرقام

## الأوقات

date-and-time = { $day } { $month } { $year }، { $clock } UTC
time-of-day = { $clock } UTC
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر

## الصفحة الرئيسية

home-title = خدمة تسجيل الدخول
home-what = ترسلك التطبيقات إلى هنا لتسجيل الدخول. تعرف التطبيقات من أنت، وتبقى كلمة المرور والرموز هنا.
home-account = إدارة حسابك
home-try = التجربة
home-demo = تطبيق تجريبي
home-mail-hint = كل رسائل البريد والرسائل النصية التي كانت ستُرسَل
home-discovery = مستند الاستكشاف

## وضع التطوير

dev-bar = وضع التطوير: لهذا الحاسوب فقط. تُحتجز رسائل البريد والرسائل النصية ولا تُرسَل.
dev-mail-link = قراءتها
dev-mail-title = الرسائل المحتجزة
dev-mail-hint = في وضع التطوير تصل رسائل البريد والرسائل النصية إلى هنا بدلًا من إرسالها.
dev-mail-none = لا شيء بعد. تظهر الرسائل هنا فور إرسالها.
dev-mail-back = كل الرسائل
dev-mail-sms = رسالة نصية
dev-mail-html = كما يراها المستلم
dev-mail-text = نص عادي
mail-from = من { $address }
mail-to = إلى { $address }

## الإدارة

admin-title = الإدارة
admin-overview = نظرة عامة
admin-storage = التخزين
admin-accounts = الحسابات
admin-clients = العملاء
admin-public = عام
admin-confidential = سرّي
admin-keys = المفاتيح
admin-since = منذ { $date }
key-next = التالي
key-active = نشط
key-retired = خارج الاستخدام
key-unknown = آخر
