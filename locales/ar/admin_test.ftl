## تجربة عميل

admin-test = اختبار هذا العميل
admin-test-hint = تسجّل الدخول به فعلًا وترى ما سيُمنح له. يُسحب كل ذلك فورًا ويُدوَّن في السجل.
admin-test-title = ما مُنح للعميل
admin-test-done = نجح تسجيل الدخول. ما يظهر هنا سُحب بالفعل ولن يُعرض مرة أخرى.
admin-test-refused = سيُقال للعميل:
admin-test-refresh = صدر
admin-test-no-refresh = لم يصدر
admin-test-opaque = مبهم: لا تقرؤه إلا هذه الخدمة، عبر الاستبطان.
admin-test-check-verified = التوقيع والنوع والمُصدر والجمهور والانتهاء
admin-test-check-nonce = قيمة nonce للطلب
admin-test-check-at_hash = تجزئة رمز الوصول
admin-test-good = صحيح
admin-test-bad = خطأ
admin-test-until = كان سيسري حتى { $date }
error-admin-test-disabled = هذا العميل معطّل: لا يمكن لأحد تسجيل الدخول به
error-admin-test-nobody = لا يسجّل أحد الدخول بهذا العميل: لا يحق له استخدام رمز التفويض
error-admin-test-lapsed = لا يوجد اختبار كهذا هنا، أو عُرض بالفعل. ابدأه من جديد في صفحة العميل
