## جهاز مسجَّل

factor-registered_device = جهاز مسجَّل
factor-registered_device-hint = مفتاح يحتفظ به هذا المتصفح. لا حاجة إلى كتابة شيء.

registered-device-known = معروفة على هذا الجهاز
registered-device-continue = المتابعة باسم { $name }
registered-device-forget = ليس على هذا الجهاز بعد الآن
registered-device-sure = هل تريد نسيان هذا الحساب على هذا الجهاز؟ سيكون عليك تسجيل الدخول بطريقة أخرى، ويمكنك عندها تسجيل الجهاز من جديد.
registered-device-forgotten = نُسي على هذا الجهاز. يمكنك إزالته نهائيًا في صفحة حسابك.
registered-device-other = حساب آخر
registered-device-title = هل هذا جهازك؟
registered-device-explain = سجّلت هذا المتصفح من قبل. يثبت ذلك بمفتاح يحتفظ به: ضغطة واحدة تكفي.
registered-device-submit = نعم، المتابعة على هذا الجهاز
registered-device-enrol-title = تسجيل هذا الجهاز
registered-device-enrol-explain = ينشئ هذا المتصفح مفتاحًا يحتفظ به ولا يستطيع إعطاءه لأحد. من بعدها يعرف حسابك وتكتب هنا أقل. افعل ذلك على جهاز يخصك فقط.
registered-device-name = اسم الجهاز
registered-device-name-default = جهازي
registered-device-enrol-submit = تسجيل هذا الجهاز
registered-device-here = هذا هو المتصفح الذي تستخدمه.

registered-device-noscript = يحتاج هذا إلى JavaScript، ولم يعمل هنا. اسمح به وأعد تحميل الصفحة، أو استخدم طريقة أخرى.
registered-device-missing = لا يحتفظ هذا المتصفح بمفاتيح هنا، ربما لأن نافذته خاصة. استخدم طريقة أخرى
registered-device-failed = تعذّر استخدام مفتاح هذا المتصفح. حاول مرة أخرى أو استخدم طريقة أخرى
registered-device-held = هذا المتصفح مسجَّل لحسابك بالفعل
registered-device-elsewhere = هذا المتصفح غير مسجَّل لحسابك. استخدم طريقة أخرى
error-registered-device-empty = يحتاج الجهاز المسجَّل إلى JavaScript، ولم يعمل هنا. اسمح به وحاول مرة أخرى، أو استخدم طريقة أخرى
error-registered-device-refused = لم يُقبل هذا الجهاز. حاول مرة أخرى أو استخدم طريقة أخرى
error-registered-device-unknown = لم يعد هذا الجهاز مسجَّلًا لذلك الحساب، فنُسي هنا. سجّل الدخول بطريقة أخرى
error-registered-device-not-made = تعذّر تسجيل هذا الجهاز. حاول مرة أخرى أو استخدم طريقة أخرى

offer-registered_device-title = هل هذا جهازك الخاص؟
offer-registered_device-explain = سجّل هذا المتصفح، وسيعرف حسابك في المرة القادمة: ضغطة واحدة بدلًا من الكتابة.
offer-registered_device-take = تسجيل هذا الجهاز
