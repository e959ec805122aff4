## ما حدث في حساب

account-activity = النشاط
activity-list = ما حدث في حسابك
activity-hint = { $days ->
        [zero] من اليوم.
        [one] من اليوم الأخير.
        [two] من آخر يومين.
        [few] من آخر { $days } أيام.
        [many] من آخر { $days } يومًا.
       *[other] من آخر { $days } يوم.
    } إذا لم يكن شيء من فعلك، فأخبرنا: يُوقف فورًا.
activity-none = لم يحدث شيء.
activity-older = الأقدم
activity-newest = الأحدث
event-not-me = لم أكن أنا
event-by-operator = من القائمين على هذه الخدمة

event-session-begun = تسجيل دخول
event-session-ended = تسجيل خروج من جهاز
event-session-others-ended = تسجيل خروج من كل الأجهزة الأخرى
event-device-forgotten = يُطلب كل شيء مجددًا على جهاز
event-grant-made = تسجيل دخول إلى { $app }
event-app-removed = سحب الوصول من { $app }
event-factor-added = إضافة طريقة لتسجيل الدخول: { $factor }
event-factor-replaced = إعداد طريقة لتسجيل الدخول من جديد: { $factor }
event-factor-removed = إزالة طريقة لتسجيل الدخول: { $factor }
event-factor-reset = أُعيد ضبط طرق تسجيل الدخول
event-factor-refused = إجابة خاطئة في { $factor }
event-factor-disabled = إجابات خاطئة كثيرة: أُوقفت { $factor }
event-email-changed = تغيير البريد الإلكتروني
event-phone-changed = تغيير رقم الهاتف
event-phone-removed = إزالة رقم الهاتف
event-profile-changed = تغيير الملف الشخصي
event-account-leaving = طلب حذف الحساب
event-account-kept = الإبقاء على الحساب
event-account-exported = تنزيل كل ما يُحتفظ به
event-account-created = أُنشئ الحساب
event-account-enabled = يمكن تسجيل الدخول إلى الحساب مجددًا
event-account-disabled = أُوقف الحساب
event-account-factors-frozen = أُوقفت التغييرات: «لم أكن أنا»
event-account-factors-released = التغييرات ممكنة مجددًا
event-account-registered = سُجّل الحساب
event-account-recovered = اختيار كلمة مرور جديدة
event-account-reset-started = بدأت إعادة ضبط الحساب
event-account-reset-stopped = أُوقفت إعادة ضبط الحساب
event-factor-consent-withdrawn = سحب الموافقة وإزالة: { $factor }
event-session-all-ended = تسجيل خروج من كل مكان
event-account-changed = غُيّرت بيانات الحساب
event-account-role-changed = غُيّر دور الحساب
event-email-given-up = انتقل البريد الإلكتروني إلى من أثبت أنه له
event-email-verified = تأكيد البريد الإلكتروني
event-account-groups-changed = غُيّرت مجموعات الحساب
event-registration-told = تقديم ما يُطلب من حساب جديد
event-other = تغيّر شيء في حسابك
