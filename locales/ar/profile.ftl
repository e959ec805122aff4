## ما يقوله الشخص عن نفسه

account-profile = الملف الشخصي
account-username = اسم المستخدم
account-email = البريد الإلكتروني
account-phone = رقم الهاتف

profile-picture = الصورة
profile-picture-alt = صورتك
profile-picture-choose = اختيار صورة
profile-picture-hint = PNG أو JPEG أو WebP، حتى { $megabytes } ميغابايت. نحتفظ بوسطها كمربع صغير.
profile-picture-submit = استخدام هذه الصورة
profile-picture-remove = إزالة الصورة

profile-about = عنك
profile-hint = لا ترى التطبيقات هذا إلا حيث تسمح به. لا شيء منه إلزامي.
profile-address = العنوان البريدي
claim-name = الاسم الكامل
claim-given_name = الاسم الأول
claim-middle_name = الاسم الأوسط
claim-family_name = اسم العائلة
claim-nickname = اللقب
claim-gender = الجنس
claim-birthdate = تاريخ الميلاد
claim-birthdate-hint = السنة والشهر واليوم، مثل ⁦1990-12-31⁩. تكفي السنة وحدها، وكذلك ⁦0000-12-31⁩.
claim-profile = صفحة الملف الشخصي
claim-website = الموقع الإلكتروني
claim-zoneinfo = المنطقة الزمنية
claim-locale = اللغة
claim-locale-hint = كوسم لغة، مثل ar أو pt-BR.
claim-formatted = العنوان كاملًا كما يُكتب على ملصق
claim-street_address = الشارع والرقم
claim-postal_code = الرمز البريدي
claim-locality = المدينة أو البلدة
claim-region = المنطقة
claim-country = البلد

profile-attributes = المزيد عنك
profile-attributes-kept = يحتفظ القائمون على هذه الخدمة بهذا عنك.
attribute-true = نعم
attribute-false = لا
attribute-list-hint = واحد في كل سطر.
attribute-json-hint = بصيغة JSON.

contact-verified = مؤكَّد
contact-unverified = غير مؤكَّد
contact-none = لا يوجد بعد.
contact-waiting = { $address } بانتظار رمزه. أدخله
contact-email-new = بريد إلكتروني جديد
contact-email-hint = تثبت أولًا أنك أنت. ثم نرسل رمزًا إلى العنوان الجديد وإشعارًا إلى القديم.
contact-phone-new = رقم هاتف جديد
contact-phone-remove = إزالة الرقم
contact-submit = تغيير
contact-title = تأكيد
contact-email-title = أكّد عنوانك الجديد
contact-phone-title = أكّد رقمك الجديد
contact-code-sent = أرسلنا رمزًا من 6 أرقام إلى { $address }.
contact-code-hint = الرمز صالح لمدة 10 دقائق. لا يتغير شيء حتى يُدخَل.

notice-profile-saved = تم الحفظ.
notice-picture-saved = حُفظت صورتك.
notice-picture-removed = أُزيلت صورتك.
notice-email-changed = تغيّر بريدك الإلكتروني. أرسلنا رسالة إلى القديم والجديد.
notice-phone-changed = تغيّر رقم هاتفك. أرسلنا إليك رسالة بريد بشأنه.
notice-phone-removed = أُزيل رقم هاتفك. أرسلنا إليك رسالة بريد بشأنه.

error-profile-characters = احذف الأحرف التي لا يراها أحد
error-profile-long = اجعل هذا أقصر
error-profile-url = أدخل عنوانًا يبدأ بـ ⁦https://⁩، مثل ⁦https://example.com/alice⁩
error-profile-birthdate = أدخل تاريخًا مثل ⁦1990-12-31⁩ أو سنة مثل 1990
error-profile-zone = اختر منطقة زمنية من القائمة
error-profile-language = أدخل وسم لغة، مثل ar أو pt-BR
error-attribute-number = أدخل رقمًا مثل 7 أو ⁦2.5⁩
error-attribute-json = أدخل JSON
error-attribute-type = اختر إحدى الإجابات
error-attribute-much = هذا كثير. احذف بعضه
error-profile-raced = غيّر شيء آخر حسابك في اللحظة نفسها. انظر مرة أخرى
error-picture-missing = اختر صورة أولًا
error-picture-format = اختر صورة PNG أو JPEG أو WebP
error-picture-broken = لا يمكن قراءة تلك الصورة. اختر غيرها
error-picture-small = تلك الصورة صغيرة جدًا. اختر صورة لا يقل كل جانب منها عن 32 بكسل
error-picture-huge = في تلك الصورة بكسلات كثيرة جدًا. اختر صورة لا تزيد على 40 مليونًا
error-contact-email = أدخل بريدًا إلكترونيًا مثل name@example.com
error-contact-same = هذا عنوانك بالفعل
error-contact-many = أُرسلت رموز كثيرة جدًا. حاول مرة أخرى بعد ساعة
error-contact-taken = ذلك العنوان يخص حسابًا آخر
