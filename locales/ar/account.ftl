## صفحة الحساب الشخصي

account-title = حسابك
account-factors = طرق تسجيل الدخول
account-factors-hint = وجود أكثر من طريقة يحميك ويجنّبك فقدان الوصول إلى حسابك.
account-add = إضافة طريقة أخرى
factor-disabled = أُوقفت بعد محاولات فاشلة كثيرة
rename = إعادة التسمية
rename-named = اسم جديد لـ { $name }
save = حفظ
account-sessions = أماكن تسجيل دخولك
account-sessions-hint = سجّل الخروج من أي مكان لا تعرفه.
added-at = أُضيفت في { $date }
used-at = آخر استخدام في { $date }
never-used = لم تُستخدم قط
replace = استبدال
replace-named = استبدال { $name }
remove-named = إزالة { $name }
session-unknown = جهاز غير معروف
session-current = هذا الجهاز
session-since = منذ { $date }
session-seen = آخر نشاط في { $date }
session-end-named = تسجيل الخروج من { $name }
session-end-others = تسجيل الخروج من كل الأماكن الأخرى

account-devices = أجهزة يُطلب منها أقل
account-devices-hint = على هذه الأجهزة اخترت ألا تُطلب خطوة ثانية مجددًا. من يستخدمها يحتاج إلى كلمة مرورك فقط.
device-until = { $address }، حتى { $date }
device-forget = الطلب مجددًا
device-forget-named = الطلب مجددًا لخطوة ثانية على { $name }
account-frozen = جُمّدت طرق تسجيل دخولك لأنك أخبرتنا بأن تغييرًا لم يكن منك. يستطيع القائمون على هذه الخدمة إعادة تفعيلها بعد التأكد من هويتك.

not-me-title = ألم تكن أنت؟
not-me-body = إذا غيّر شخص آخر طريقة تسجيل الدخول إلى حسابك، فأوقفه الآن. يُلغى التغيير، ويُسجَّل الخروج من كل الأجهزة، ولا يمكن تغيير أي شيء في طرق تسجيل دخولك حتى يتأكد القائمون على هذه الخدمة من هويتك.
not-me-confirm = لم أكن أنا: إيقاف
not-me-hint = إذا كنت أنت، فأغلق هذه الصفحة. لم يتغير شيء بفتحها.
not-me-done = حسابك محمي من التغييرات
not-me-done-body = أُلغي التغيير، وسُجّل الخروج من كل الأجهزة، وجُمّدت طرق تسجيل دخولك. سجّل الدخول، وغيّر كلمة مرورك إن كان من الممكن أن يعرفها أحد، واطلب من القائمين على هذه الخدمة إعادة تفعيل حسابك.

notice-factor-added = طريقة تسجيل الدخول الجديدة جاهزة. أرسلنا إليك رسالة بريد بشأنها.
notice-factor-renamed = حُفظ الاسم الجديد.
notice-factor-removed = أُزيلت. أرسلنا إليك رسالة بريد بشأنها.
notice-device-forgotten = سيُطلب كل شيء مجددًا على ذلك الجهاز.
notice-session-ended = سُجّل الخروج من ذلك الجهاز.
notice-sessions-ended = سُجّل الخروج من كل الأجهزة الأخرى.

notice-consent-withdrawn = سُحبت موافقتك، ومُحي ما احتُفظ به من وجهك. أرسلنا إليك رسالة بريد بشأن ذلك.

notice-password-changed = تغيّرت كلمة مرورك. أرسلنا إليك رسالة بريد بشأن ذلك.
factor-needed = تحتاج إلى واحدة أخرى على الأقل قبل إزالة هذه.
account-offer-end = إذا كان من الممكن أن يعرف شخص آخر كيف كنت تسجّل الدخول، فسجّل الخروج من كل الأجهزة الأخرى.
account-places = الجلسات والأجهزة
accounts-switch = تبديل الحساب
accounts-title = الحسابات في هذا المتصفح
accounts-hint = يستطيع كل من يستخدم هذا المتصفح فتحها. سجّل الخروج مما لا يخصك.
accounts-current = قيد الاستخدام
accounts-use = استخدام
accounts-use-named = استخدام حساب { $name }
accounts-add = إضافة حساب آخر
accounts-end-all = تسجيل الخروج من الكل
account-apps = التطبيقات
apps-list = التطبيقات التي لها وصول إلى حسابك
apps-hint = حصل كل منها على الوصول منك أو من القائمين على هذه الخدمة. سحبه يسجّل خروج التطبيق، وقد يطلبه منك مجددًا.
apps-none = ليس لأي تطبيق وصول إلى حسابك.
app-since = منذ { $date }
app-used = آخر استخدام في { $date }
app-unused = غير مستخدم
app-remove = سحب الوصول
app-remove-named = سحب الوصول من { $name }
notice-app-removed = لم يعد لذلك التطبيق وصول. أرسلنا إليك رسالة بريد بشأن ذلك.
