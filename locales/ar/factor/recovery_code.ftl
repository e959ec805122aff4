## رموز الاسترداد

factor-recovery_code = رمز الاسترداد
factor-recovery_code-hint = أحد الرموز التي طبعتها أو حفظتها.

recovery-title = أدخل رمز استرداد
recovery-explain = استخدم أحد الرموز التي حفظتها عند إعدادها. يعمل كل رمز مرة واحدة.
recovery-label = رمز الاسترداد
recovery-hint = 16 حرفًا ورقمًا. لا تهم الشرطات والمسافات وحالة الأحرف.
recovery-enrol-title = احفظ رموز الاسترداد
recovery-enrol-explain = إذا فقدت هاتفك أو مفتاحك، يتيح لك أحد هذه الرموز الدخول، إلى جانب كلمة مرورك. يعمل كل رمز مرة واحدة.
recovery-list = رموز الاسترداد الخاصة بك
recovery-file = رموز استرداد { $name } لدى { $host }. يعمل كل رمز مرة واحدة.
recovery-download = تنزيل
recovery-print = طباعة
recovery-once = لن تراها إلا الآن. اطبعها أو احفظها حيث لا ينظر أحد غيرك.
recovery-saved = لقد حفظتها
recovery-left = بقي { $left } من { $of }
recovery-low = بقيت رموز قليلة. أنشئ رموزًا جديدة قبل أن تحتاج إليها: عندها تتوقف الرموز القديمة عن العمل.

error-recovery-format = أدخل أحرف الرمز وأرقامه الستة عشر كلها
error-recovery-wrong = لم ينجح ذلك الرمز. تحقق منه أو استخدم التالي: يعمل كل رمز مرة واحدة
error-recovery-unsaved = احفظ الرموز أولًا ثم أكّد ذلك في المربع أدناه
error-recovery-not-made = تعذّر إنشاء الرموز الآن. حاول مرة أخرى
