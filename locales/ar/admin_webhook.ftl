## خدمات تُبلَّغ بما يحدث

admin-webhooks = خطافات الويب
admin-webhook = خطاف ويب
admin-webhooks-told = خدمات تُبلَّغ بما يحدث
admin-webhook-new = إبلاغ خدمة أخرى
admin-webhook-hint = تُوقَّع كل رسالة وفق Standard Webhooks. وما لا يصل يُعاد إرساله أيامًا.
admin-webhook-make = إنشاء
admin-webhook-url = العنوان (https)
admin-webhook-description = الوصف
admin-webhook-events = الأحداث، واحد في كل سطر
admin-webhook-events-hint = كل شيء إذا تُرك فارغًا. تنتهي المجموعة بنجمة مثل account.*. المتاح:
admin-webhook-secret = السر
admin-webhook-waiting = في الطريق: { $count }
admin-webhook-dead = متروك: { $count }
admin-webhook-old-until = يوقّع السر السابق حتى { $date }
admin-webhook-test = إرسال حدث تجريبي
admin-webhook-replay = إعادة إرسال المتروك
admin-webhook-again = إعادة الإرسال
admin-webhook-rotate-hint = مع سر جديد تحمل الرسائل التوقيعين مدة 24 ساعة.
admin-webhook-deliveries = أحدث عمليات التسليم
admin-webhook-state-dead = متروك
admin-webhook-state-waiting = في الطريق
admin-webhook-state-delivered = سُلِّم
admin-webhook-attempts = المحاولات: { $count }
admin-webhook-next = المحاولة التالية { $date }
admin-webhook-delete = حذف هذا الخطاف
admin-webhook-delete-hint = يُلغى ما هو في الطريق إليه. لا يمكن التراجع عن ذلك.
