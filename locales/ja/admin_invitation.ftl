## アカウント作成への招待

admin-invitations = 招待
admin-invitations-made = 作成した招待
admin-invitation-open = 未使用
admin-invitation-used = 使用済み
admin-invitation-lapsed = 期限切れ
admin-invitation-anybody = だれでも
admin-invitation-used-at = 使用: { $date }
admin-invitation-until = 有効期限: { $date }
admin-invitation-sent-at = メール作成: { $date }
admin-invitation-send = 再送信
admin-invitation-revoke = 取り消す
admin-invitation-new = 招待する
admin-invitation-hint = 招待1つでアカウントを1つ、1回だけ作成できます。アドレスを指定した場合はそのアドレスに限られます。メールには招待した人の名前は書かれません。
admin-invitation-language = メールの言語
admin-invitation-mail = メールで送信
admin-invitation-by-link = 手渡し用のリンクを作成
admin-invitation-link = リンク
admin-invitation-link-hint = 今コピーしてください。再び表示されることはなく、1人専用です。
admin-invitations-closed = 招待は使えません。ポリシーでは、だれも登録できません。
