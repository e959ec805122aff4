## الدعوة إلى إنشاء حساب

admin-invitations = الدعوات
admin-invitations-made = الدعوات التي أُنشئت
admin-invitation-open = مفتوحة
admin-invitation-used = مستخدَمة
admin-invitation-lapsed = منتهية
admin-invitation-anybody = لأي شخص
admin-invitation-used-at = استُخدمت { $date }
admin-invitation-until = تعمل حتى { $date }
admin-invitation-sent-at = كُتبت الرسالة { $date }
admin-invitation-send = إرسال مرة أخرى
admin-invitation-revoke = سحب
admin-invitation-new = دعوة شخص
admin-invitation-hint = تُنشئ الدعوة حسابًا واحدًا، بالعنوان الذي أُرسلت إليه إن ذكرت عنوانًا، وتعمل مرة واحدة. لا تقول الرسالة من يدعو.
admin-invitation-language = لغة الرسالة
admin-invitation-mail = الإرسال بالبريد
admin-invitation-by-link = إنشاء رابط لتسليمه
admin-invitation-link = الرابط
admin-invitation-link-hint = انسخه الآن. لن يظهر مرة أخرى، وهو لشخص واحد فقط.
admin-invitations-closed = لا يمكن لأحد استخدام دعوة: لا تسمح السياسة لأحد بالتسجيل.
