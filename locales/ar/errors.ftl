## ما حدث من خطأ وما العمل

error-unknown = لم ينجح ذلك. حاول مرة أخرى
error-username-empty = أدخل بريدك الإلكتروني أو اسم المستخدم
error-too-many-tries = محاولات كثيرة جدًا. حاول مرة أخرى في { $time }
error-resend-wait = يمكنك طلب رمز جديد في { $time }
error-last-factor = تحتاج إلى طريقة أخرى واحدة على الأقل لتسجيل الدخول قبل إزالة هذه

## صفحات الخطأ

error-page-title = هناك شيء لا يعمل
error-page-message = لم نتمكن من إتمام ذلك. حاول مرة أخرى بعد قليل.
error-details = تفاصيل لمطوّري التطبيق
error-quote = إذا طلبت المساعدة، فاذكر { $id }.

error-request-title = أرسل هذا التطبيق طلبًا لا يمكننا قبوله
error-request-message = لم ترتكب أي خطأ. أخبر مطوّري التطبيق بما في التفاصيل أدناه.
error-gone-title = انتهت صلاحية تسجيل الدخول هذا
error-gone-message = مرّ وقت طويل، أو أُتمّ في نافذة أخرى. ابدأ من جديد من التطبيق.
error-browser-title = تسجيل الدخول هذا يخص متصفحًا آخر
error-browser-message = لسلامتك لا يمكن إتمامه إلا حيث بدأ. ابدأ من جديد في هذا المتصفح.
error-forged-title = ظلت هذه الصفحة مفتوحة مدة طويلة
error-forged-message = لم يتغير شيء. ارجع وأعد تحميل الصفحة ثم حاول مرة أخرى.
error-busy-title = كثيرون يسجّلون الدخول الآن
error-busy-message = لم نتمكن من خدمتك في الوقت المناسب. حاول مرة أخرى بعد قليل.
error-missing-title = لا توجد صفحة كهذه
error-missing-message = تحقق من العنوان أو ابدأ من الصفحة الرئيسية.
error-forbidden-title = هذا الرابط لا يعمل
error-forbidden-message = استُخدم من قبل أو أنه قديم. يمكن إنشاء رابط جديد من سطر الأوامر.
error-link-title = لم يعد هذا الرابط يعمل
error-link-message = استُخدم من قبل أو أنه قديم. إذا كان في حسابك شيء لم تفعله، فسجّل الدخول، وأزل ما لا تعرفه، وسجّل الخروج من كل الأماكن الأخرى.
error-unmet-title = حسابك غير جاهز لهذا
error-unmet-message = يتطلب هذا طريقة تسجيل دخول ليست في حسابك بعد ولا يمكن إضافتها هنا. اسأل القائمين على هذه الخدمة.
error-person-title = هناك حساب آخر مسجَّل الدخول
error-person-message = سجّلت الدخول بحساب غير الذي بدأت به. لم يتغير شيء.
error-account-title = هناك حساب آخر قيد الاستخدام
error-account-message = كانت هذه الصفحة تعرض حسابًا آخر. المستخدَم الآن في هذا المتصفح هو حساب { $name }. لم يتغير شيء.
error-logout-title = لا يمكن تسجيل خروجك من هناك
error-logout-message = طلب التطبيق شيئًا لا يمكننا قبوله. ما زلت مسجَّل الدخول.

action-start-again = البدء من جديد
action-home = الذهاب إلى الصفحة الرئيسية
action-account = الذهاب إلى حسابك

error-large-title = أُرسل أكثر مما ينبغي دفعة واحدة
error-large-message = لم يتغير شيء. ارجع وأرسل أقل.
error-upload-large-title = ذلك الملف كبير جدًا
error-upload-large-message = تعذّرت قراءته حتى نهايته. ارجع واختر ملفًا أصغر.
error-upload-slow-title = استغرق وصول الملف وقتًا طويلًا
error-upload-slow-message = قد يكون الاتصال بطيئًا الآن. ارجع وحاول مرة أخرى، أو اختر ملفًا أصغر.
error-upload-title = لم يصل الملف
error-upload-message = ضاع شيء في الطريق. ارجع وحاول مرة أخرى.
action-try-again = الرجوع والمحاولة مرة أخرى
