## رمز بالبريد الإلكتروني

factor-email_code = رمز بالبريد الإلكتروني
factor-email_code-hint = نرسل رمزًا إلى بريدك الإلكتروني.

email-code-title = تحقق من بريدك الإلكتروني
email-code-sent = أرسلنا رمزًا من 6 أرقام إلى { $address }.
email-code-sent-unnamed = أرسلنا رمزًا من 6 أرقام إلى البريد الإلكتروني لحسابك.
email-code-missing = ألم يصل شيء؟ ابحث في مجلد الرسائل غير المرغوب فيها أو اطلب رمزًا جديدًا.
