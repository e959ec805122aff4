## إنشاء حساب

register-offer = إنشاء حساب
register-title = إنشاء حسابك
register-label = البريد الإلكتروني
register-hint = نرسل رمزًا إليه لنتأكد من أنه بريدك.
register-sign-in = لدي حساب بالفعل

## ما يُطلب من حساب جديد

details-title = معلومات عنك
details-terms-title = شروطنا
details-terms-read = قراءة الشروط
details-terms = أوافق على الشروط
number-title = رقم هاتفك
number-other = رقم آخر
number-hint = نرسل إليه رمزًا برسالة نصية.
number-send = إرسال رمز

error-email-empty = أدخل بريدك الإلكتروني
error-claim-empty = املأ هذا الحقل
error-terms = وافق على الشروط للمتابعة
error-invitation = لم تعد هذه الدعوة صالحة. اطلب دعوة جديدة
error-invitation-address = هذه الدعوة لعنوان آخر. أدخل العنوان الذي أُرسلت إليه
error-registration-title = لا يمكنك إنشاء حساب هنا
error-registration-message = اطلب دعوة من القائمين على هذه الخدمة. وإن كانت لديك دعوة، فقد استُخدمت أو مضى عليها وقت طويل.

## رسائل البريد

mail-register-subject = { $code } هو رمزك لإنشاء حساب
mail-register-intro = استخدم هذا الرمز لإنشاء حسابك لدى { $client }:
mail-register-not-you = ألم تكن أنت؟ تجاهل هذه الرسالة إذن: لا يُنشأ حساب بدون الرمز.
mail-registered-subject = لديك حساب بالفعل
mail-registered-body = أراد شخص ما، ربما أنت، إنشاء حساب لدى { $client } بهذا العنوان. يوجد حساب بالفعل، فلم يتغير شيء.
mail-registered-sign-in = سجّل الدخول، أو اختر كلمة مرور جديدة إن نسيت كلمتك
mail-registered-asked = جرت المحاولة هنا:
mail-registered-not-you = ألم تكن أنت؟ تجاهل هذه الرسالة إذن. لم يدخل أحد، ولم يُخبَر من حاول بأن لديك حسابًا.
mail-invitation-subject = دعوة إلى { $host }
mail-invitation-body = يمكنك إنشاء حساب في { $host } بالعنوان الذي وصلت إليه هذه الرسالة.
mail-invitation-open = إنشاء حسابك
mail-invitation-until = يعمل الرابط مرة واحدة، حتى { $date }. ثم يؤكد رمز نرسله إلى هذا العنوان أنه لك.
mail-invitation-not-you = ألم تتوقع هذا؟ تجاهل هذه الرسالة: لا يُنشأ أي حساب من دونك.
