## The console

admin-nav = صفحات الإدارة
role-owner = مالك
role-administrator = مدير
role-support = دعم
role-auditor = مدقق
role-none = بلا دور
notice-saved = تم الحفظ.
notice-saved-unproved = تم الحفظ. يُعدّ العنوان الجديد غير مؤكَّد: كانت العلامة تخص العنوان السابق. إذا كنت تعلم أنه يخص هذا الشخص فضع العلامة من جديد ثم احفظ.
error-role-title = هذه الصفحة غير متاحة لك
error-role-message = لا يحق لحسابك فعل ذلك. يمكن لمالك هذه الخدمة تغيير ذلك.
error-admin-invalid = لا يمكن حفظ ذلك كما هو
error-admin-exists = يوجد بالفعل ما يحمل هذا الاسم أو العنوان
error-admin-raced = غيّره شخص آخر في هذه الأثناء. ألقِ نظرة من جديد
error-admin-last-owner = هذا آخر مالك يمكنه تسجيل الدخول. عيّن مالكًا آخر أولًا
error-admin-address = أدخل عنوانًا مثل name@example.com

## The overview

admin-waiting = رسائل تنتظر الإرسال
admin-days = آخر 14 يومًا
admin-days-plot = { $good } عملية تسجيل دخول و{ $bad } محاولة فاشلة، يومًا بيوم
admin-sign-ins = عمليات تسجيل الدخول
admin-failures = المحاولات الفاشلة
admin-factors = طرق تسجيل الدخول لدى الأشخاص

## The API for people

api-title = واجهة الإدارة البرمجية
api-explain = تعرض البرامج رمز وصول بهذه النطاقات، لهذا العنوان:
api-document = مستند OpenAPI
api-parameters = المعاملات:
api-scope = النطاق:
api-roles = الأدوار:

## The first owner

setup-title = امتلاك هذه الخدمة
setup-explain = يمكن للمالك فعل كل شيء هنا ويحدد من يدير أيضًا. يعمل هذا الرابط مرة واحدة. بعد ذلك تسجّل الدخول: يُرسل رمز إلى عنوانك، وتضيف مفتاح مرور أو تطبيق مصادقة.
setup-name = اسمك
setup-email = عنوان بريدك الإلكتروني
setup-confirm = متابعة

## Lists

admin-search = بحث
admin-search-clients = بداية معرّف أو جزء من اسم
admin-search-accounts = بداية عنوان أو اسم مستخدم، أو اسم كامل
admin-none-found = لم يُعثر على شيء.
admin-next-page = الصفحة التالية
admin-disabled = معطّل
admin-unused = غير مستخدم منذ 90 يومًا
admin-last-used = آخر استخدام: { $date }
admin-acts = ما يمكن فعله
admin-enable = تفعيل
admin-disable = تعطيل
admin-type-this = للتأكيد، اكتب:
error-admin-typed = اكتبه تمامًا كما هو معروض
admin-audit = سجل التدقيق
admin-api = واجهة API

## Clients

admin-client = العميل
admin-client-new = تسجيل عميل
admin-clients-none = لم يُسجَّل أي تطبيق بعد.
admin-client-which = ما نوع التطبيق؟
client-kind-web = موقع ويب بخادم
client-kind-web-hint = يعمل على خادمك ويحفظ سرًا هناك.
client-kind-single-page = تطبيق من صفحة واحدة
client-kind-single-page-hint = يعمل في المتصفح حيث لا يبقى شيء سريًا.
client-kind-native = تطبيق على هاتف أو حاسوب
client-kind-native-hint = يتلقى الرد عبر مخطط URL خاص به أو على عنوان في الجهاز نفسه.
client-kind-machine = خدمة أو برنامج نصي
client-kind-machine-hint = تحصل على رموز لنفسها؛ لا أحد يسجّل الدخول.
client-kind-device = جهاز بلا متصفح
client-kind-device-hint = يعرض رمزًا يُدخله صاحبه على هاتف أو حاسوب.
client-kind-mcp = عميل MCP
client-kind-mcp-hint = يستخدم Model Context Protocol على جهاز صاحبه.
admin-client-name = الاسم كما يراه الأشخاص
admin-client-redirects = عناوين إعادة التوجيه، واحد في كل سطر
admin-client-register = تسجيل
admin-client-other = اختيار نوع آخر
admin-secret-once = انسخ السر الآن. لن يُعرض مرة أخرى.
admin-problems = الطلبات المرفوضة
admin-problems-hint = غالبًا ما يكون إعداد هنا أو في التطبيق خاطئًا.
admin-problem-times = { $count } ×، آخر مرة: { $date }
admin-problems-clear = إفراغ القائمة
admin-snippets = كيفية استخدامه
admin-client-fields = الإعدادات
client-group-identity = ما يراه الأشخاص
client-group-addresses = العناوين
client-group-protocol = البروتوكول
client-group-tokens = الرموز المميزة
client-group-compatibility = خيارات لعملاء بعينهم
admin-secret-new = سر جديد
admin-secret-end = إنهاء الأسرار الأقدم
admin-secret-hint = يظل السر السابق يعمل 24 ساعة أخرى.
admin-client-delete = حذف هذا العميل
admin-client-delete-hint = ينتهي كل ما مُنح له. لا يمكن التراجع عن ذلك.

## Accounts

admin-account = الحساب
admin-account-new = إنشاء حساب
admin-account-new-hint = يختار صاحب الحساب كلمة مرور بطلب كلمة جديدة عند تسجيل الدخول. يُرسل الرمز إلى هذا العنوان.
admin-account-says = عن الشخص
admin-account-sessions = أماكن تسجيل دخول هذا الشخص
admin-account-no-sessions = لا توجد جلسات مفتوحة.
admin-account-no-factors = لم تُعَدّ أي طريقة لتسجيل الدخول بعد.
admin-factor-remove-all = إزالة الكل: «{ $factor }»
admin-account-name = الاسم الكامل
admin-account-username = اسم المستخدم
admin-account-email = عنوان البريد الإلكتروني
admin-account-phone = رقم الهاتف
admin-account-verified = أعلم أن العنوان يخص هذا الشخص: يُعدّ مؤكَّدًا
admin-account-groups = المجموعات، واحدة في كل سطر
admin-account-attributes = السمات
admin-account-attributes-kept = تحدده عمليات الاستيراد. لا يمكن تغييره هنا.
admin-account-frozen = طرق تسجيل الدخول مجمّدة: قال صاحب الحساب إن شخصًا آخر غيّرها.
admin-account-reset-at = تُفتح إعادة الضبط: { $date }
admin-account-leaves-at = يريد صاحب الحساب محوه: { $date }
admin-end-sessions = إنهاء كل الجلسات
admin-reset = بدء إعادة الضبط
admin-reset-hint = إعادة الضبط لمن فقد كل عامل ثانٍ. تُبلَّغ كل عناوينه، مع رابط يوقفها.
admin-unfreeze = تحرير طرق تسجيل الدخول
admin-role = الدور
admin-role-choose = يدير بصفة
admin-account-delete = حذف هذا الحساب
admin-account-delete-hint = يُمحى كل ما يخصه. لا يمكن التراجع عن ذلك.

## Keys and the audit log

admin-keys-all = كل المفاتيح
admin-key-asked = سيُستبدل
admin-key-encrypts = للتشفير
admin-key-until = يُحتفظ به حتى { $date }
admin-key-rotate = استبدال المفاتيح
admin-key-rotate-hint = تبدأ المفاتيح الجديدة بالعمل حالما يتاح لكل تطبيق أن يجلبها. تظل الرموز الموقّعة سابقًا صالحة.
admin-audit-kind = ما حدث
admin-audit-account = معرّف الحساب
admin-audit-client = معرّف العميل
admin-audit-export = تصدير (NDJSON)

## The policy

admin-policy = السياسة
admin-policy-try = ماذا سيُطلب؟
admin-policy-try-hint = محاكاة لتسجيل دخول هذا الحساب الآن في متصفح لم يستخدمه قط، بالقواعد نفسها التي تحكم تسجيل الدخول الفعلي. لا يتغير شيء.
admin-policy-account = اسم المستخدم أو عنوان البريد الإلكتروني
admin-policy-play = جرّب
admin-policy-played = ما سيُطلب بالترتيب
admin-policy-enrols = يُعَدّ أولًا
admin-policy-or = أو:
admin-policy-succeeds = ينجح تسجيل الدخول ويبلغ:
admin-policy-fails = لا ينجح تسجيل الدخول: لا يستطيع الحساب إثبات ما يكفي.
admin-policy-why = السبب
admin-policy-need-request = يتطلب طلب التطبيق:
admin-policy-need-client = يحتاج العميل على الأقل إلى:
admin-policy-need-account = يحتاج الحساب نفسه إلى:
admin-policy-levels = المستويات من الأضعف إلى الأقوى
admin-policy-usual = الافتراضي
admin-policy-administers = للإدارة
error-admin-no-account = لا يوجد حساب كهذا
error-admin-no-client = لا يوجد عميل كهذا
error-admin-account-off = هذا الحساب معطّل

## Emergencies

admin-key-revoke = إبطال مفتاح
admin-key-revoke-hint = فقط إذا كان شخص آخر قد يعرف جزأه الخاص. يُرفض فورًا كل رمز وقّعه: يسجّل الأشخاص الدخول من جديد وتطلب التطبيقات رموزًا جديدة. يوقّع مفتاح آخر على الفور، والتطبيقات التي تحتفظ بنسخة من مجموعة المفاتيح ترفض رموزه حتى تقرأها من جديد.
admin-key-revoke-which = للتأكيد، اكتب معرّف المفتاح
