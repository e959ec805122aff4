## جهاز بلا متصفح، ومن يسمح له بالدخول

device-title = ربط جهاز
device-enter = اكتب الرمز الذي يعرضه جهازك.
device-code-label = الرمز المعروض على الجهاز
device-warning = لا تكتب إلا رمزًا تراه على جهاز أمامك. الرمز الذي أرسله إليك أحد أو قرأه عليك يمنحه حسابك.
device-ask-title = هل تسمح لهذا الجهاز بالدخول؟
device-asks = يريد جهاز استخدام حسابك مع { $client }.
device-compare = يجب أن يعرض جهازك هذا الرمز:
device-when = بدأ
device-where = من
device-what = الجهاز
device-question = هل بدأت هذا على جهاز أمامك؟
device-phishing = إذا وصلت إلى هنا عبر رابط أو رسالة أو مكالمة فارفض: وإلا سجّل شخص آخر الدخول باسمك.
device-deny = لا، رفض
device-allow = نعم، أنا بدأت هذا
device-done-title = تم ربط جهازك
device-done-body = سيتابع من تلقاء نفسه بعد لحظات.
device-refused-title = لم يُسمح بشيء
device-refused-body = لن يدخل الجهاز.
device-done-hint = يمكنك إغلاق هذه النافذة الآن.
error-device-code = لا يوجد جهاز ينتظر بهذا الرمز. تحقق منه، أو ابدأ من جديد على الجهاز
