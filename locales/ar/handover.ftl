## المتابعة أمام كاميرا جهاز آخر

## في المتصفح الذي طلب ذلك

handover-start = المتابعة على هاتفك
handover-title = المتابعة على هاتفك
handover-scan = وجّه كاميرا هاتفك إلى هذا الرمز وافتح الرابط.
handover-qr-alt = رمز QR يحمل رابطًا لهاتفك
handover-by-hand = فتح الرابط يدويًا
handover-by-hand-hint = اكتب هذا العنوان في متصفح هاتفك:
handover-waits = يعمل الرابط مرة واحدة خلال خمس دقائق. بعدها تنتقل هذه الصفحة إلى الخطوة التالية.
handover-check = التحقق من التقدم
handover-here = استخدام هذا الجهاز بدلًا من ذلك
handover-number-title = ما الرقم الذي يظهر على هاتفك؟
handover-number-who = فتح { $phone } الرابط.
handover-number-someone = فتح جهازٌ الرابط.
handover-number-label = الرقم على هاتفك
handover-number-hint = فقط إذا كان ذلك الهاتف في يدك. الرقم الخاطئ ينهي العملية، ويمكنك البدء من جديد.
handover-confirm = تأكيد
handover-not-mine = هذا ليس هاتفي
handover-go = انظر إلى كاميرا هاتفك
handover-go-hint = افتح الكاميرا هناك واتبع ما يُطلب. بعدها تنتقل هذه الصفحة إلى الخطوة التالية.
handover-again = إظهار رمز جديد
error-handover-failed = لم ينجح ذلك على هاتفك. حاول مرة أخرى أو استخدم هذا الجهاز
error-handover-declined = رُفض ذلك على الهاتف. إذا لم تكن أنت، فقد فتح شخص آخر الرابط
error-handover-mismatched = هذا ليس الرقم الظاهر على الهاتف، لذلك لم يُنقل أي شيء. حاول مرة أخرى وانظر إلى الرقم
error-handover-withdrawn = أُوقف ذلك هنا. حاول مرة أخرى أو استخدم هذا الجهاز
error-handover-lapsed = استغرق ذلك وقتًا طويلًا. حاول مرة أخرى أو استخدم هذا الجهاز
error-handover-often = حاولت ذلك مرات كثيرة أثناء تسجيل الدخول هذا. استخدم هذا الجهاز أو طريقة أخرى

## على الجهاز الآخر

handover-phone-title = المتابعة أمام هذه الكاميرا؟
handover-phone-ask = على { $asker } يطلب شخص متابعة هذه الخطوة أمام كاميرا هذا الجهاز.
handover-phone-ask-someone = على جهاز آخر يطلب شخص متابعة هذه الخطوة أمام كاميرا هذا الجهاز.
handover-phone-warn = فقط إذا كنت أنت من طلب ذلك قبل لحظات على جهاز أمامك. من أرسل إليك هذا الرابط يريد تسجيل الدخول باسمك.
handover-phone-yes = نعم، هذا أنا
handover-phone-no = لا، لست أنا
handover-phone-number = رقمك للجهاز الآخر
handover-phone-number-hint = اكتبه على الجهاز الذي بدأت عليه، ولا تخبر به أحدًا. بعدها تنتقل هذه الصفحة إلى الخطوة التالية.
handover-phone-passed-title = تم
handover-phone-passed = تابع على الجهاز الذي بدأت عليه. يمكنك إغلاق هذه الصفحة.
handover-phone-failed-title = لم ينجح ذلك
handover-phone-failed = يوضح الجهاز الذي بدأت عليه كيف تتابع. يمكنك إغلاق هذه الصفحة.
handover-phone-declined-title = تم الرفض
handover-phone-declined = لم يُنقل أي شيء. إذا لم تطلب ذلك، فربما يعرف شخص ما كلمة مرورك: غيّرها. يمكنك إغلاق هذه الصفحة.
handover-phone-over-title = انتهى هذا
handover-phone-over = يوضح الجهاز الذي بدأت عليه السبب. يمكنك إغلاق هذه الصفحة.
