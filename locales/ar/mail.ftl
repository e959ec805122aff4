## رسائل البريد

mail-code-subject = { $code } هو رمزك لتسجيل الدخول إلى { $client }
mail-code-intro = استخدم هذا الرمز لتسجيل الدخول إلى { $client }:
mail-code-lives = { $minutes ->
        [zero] الرمز صالح مرة واحدة، لأقل من دقيقة.
        [one] الرمز صالح مرة واحدة، لدقيقة واحدة.
        [two] الرمز صالح مرة واحدة، لدقيقتين.
        [few] الرمز صالح مرة واحدة، لمدة { $minutes } دقائق.
        [many] الرمز صالح مرة واحدة، لمدة { $minutes } دقيقة.
       *[other] الرمز صالح مرة واحدة، لمدة { $minutes } دقيقة.
    } لا تعطه لأحد أبدًا، ولا حتى لنا.
mail-code-not-you = ألم تكن أنت؟ تجاهل هذه الرسالة إذن: لا يدخل أحد بدون الرمز. إذا استمر وصول رسائل كهذه، فغيّر كلمة مرورك.
mail-asked = طُلب الرمز من هنا:
mail-happened = حدث ذلك هنا:
mail-by-operator = فعل ذلك القائمون على هذه الخدمة:
mail-time = الوقت: { $date }
mail-browser = المتصفح: { $name }
mail-address = عنوان الشبكة: { $address }
mail-footer = أرسلها { $host }، حيث تسجّل الدخول.

mail-factor-added-subject = أُضيفت طريقة جديدة لتسجيل الدخول إلى حسابك
mail-factor-added-body = يمكن الآن استخدام «{ $factor }» لتسجيل الدخول إلى حسابك.
mail-factor-replaced-subject = استُبدلت طريقة لتسجيل الدخول إلى حسابك
mail-factor-replaced-body = أُعدّت «{ $factor }» من جديد. ما كان مُعَدًّا من قبل لم يعد يعمل.
mail-factor-used-subject = سُجّل الدخول إلى حسابك باستخدام «{ $factor }»
mail-factor-used-body = استُخدمت «{ $factor }» للتو لتسجيل الدخول إلى حسابك.
mail-factor-removed-subject = أُزيلت طريقة لتسجيل الدخول من حسابك
mail-factor-removed-body = لم يعد ممكنًا استخدام «{ $factor }» لتسجيل الدخول إلى حسابك.
mail-factor-disabled-subject = أُوقفت طريقة لتسجيل الدخول بعد محاولات كثيرة
mail-factor-disabled-body = أعطى شخص اجتاز الخطوة الأولى لتسجيل الدخول إجابات خاطئة كثيرة في «{ $factor }». تبقى هذه الطريقة متوقفة حتى تُعِدّها أنت أو القائمون على هذه الخدمة من جديد.
mail-password-changed-subject = غُيّرت كلمة مرورك
mail-password-changed-body = غُيّرت كلمة مرور حسابك.
mail-change-subject = تغيّر شيء في حسابك
mail-change-body = غُيّرت إعدادات الأمان في حسابك.
mail-notice-not-you = ألم تكن أنت؟ أوقف ذلك هنا إذن: يُسجَّل الخروج من كل الأجهزة، ولا يمكن تغيير أي شيء في طرق تسجيل دخولك حتى يُتعرَّف عليك. يعمل الرابط لمدة أسبوع.
mail-not-me = لم أكن أنا

mail-consent-withdrawn-subject = سُحبت موافقة ومُحيت طريقة لتسجيل الدخول
mail-consent-withdrawn-body = سُحبت الموافقة على «{ $factor }» في صفحة حسابك. مُحي ما احتُفظ به لأجلها.

mail-app-removed-subject = لم يعد لتطبيق وصول إلى حسابك
mail-app-removed-body = لم يعد لـ «{ $name }» وصول إلى حسابك.
mail-email-changed-subject = غُيّر البريد الإلكتروني لحسابك
mail-email-changed-body = من الآن فصاعدًا يصل ما نرسله إليك إلى العنوان الجديد.
mail-phone-changed-subject = غُيّر رقم هاتف حسابك
mail-phone-changed-body = لحسابك الآن رقم هاتف آخر.
mail-phone-removed-subject = أُزيل رقم هاتف حسابك
mail-phone-removed-body = لم يعد لحسابك رقم هاتف، ولن تُرسل إليه رموز بعد الآن.
mail-confirm-subject = { $code } يؤكد عنوانك الجديد لدى { $client }
mail-confirm-intro = استخدم هذا الرمز ليكون هذا عنوان حسابك لدى { $client }:
mail-confirm-not-you = ألم تكن أنت؟ تجاهل هذه الرسالة إذن: لا يحدث شيء بدون الرمز.
mail-account-leaving-subject = سيُحذف حسابك
mail-account-leaving-body = طلبت منا حذف حسابك. عدد الأيام حتى محوه: { $name }. سجّل الدخول قبل ذلك إن أردت الإبقاء عليه.
mail-account-kept-subject = يبقى حسابك
mail-account-kept-body = سجّلت الدخول وأبقيت على حسابك. لن يُحذف.
