## 本人のページ

account-title = あなたのアカウント
account-profile = プロフィール
account-name = 名前
account-username = ユーザー名
account-email = メールアドレス
account-email-verified = 確認済み
account-email-unverified = 未確認
account-factors = サインイン方法
account-factors-hint = 方法を2つ以上用意しておくと、より安全で、サインインできなくなることも防げます。
account-add = ほかの方法を追加
factor-disabled = 失敗が続いたため無効になっています
rename = 名前を変更
rename-named = { $name }の新しい名前
save = 保存
account-sessions = サインインしている場所
account-sessions-hint = 心当たりのないものはサインアウトしてください。
added-at = 追加: { $date }
used-at = 最終使用: { $date }
never-used = 未使用
replace = 置き換える
replace-named = { $name }を置き換える
remove-named = { $name }を削除
session-unknown = 不明なデバイス
session-current = このデバイス
session-since = { $date }から
session-seen = 最終アクセス: { $date }
session-end-named = { $name }をサインアウト
session-end-others = ほかのすべてからサインアウト

account-devices = 確認を省略しているデバイス
account-devices-hint = これらのデバイスでは、2つ目のステップを今後求めないように選択しました。使う人に必要なのはパスワードだけです。
device-until = { $address }、{ $date }まで
device-forget = 再び確認する
device-forget-named = { $name }で2つ目のステップを再び確認する
account-frozen = 変更に覚えがないとのご連絡を受けて、サインイン方法を凍結しています。このサービスの管理者が本人であることを確認した後に解除できます。

not-me-title = 覚えのない変更ですか?
not-me-body = ほかの誰かがアカウントへのサインイン方法を変更した場合は、今すぐ止めてください。その変更は無効になり、すべてのデバイスがサインアウトされ、このサービスの管理者が本人であることを確認するまで、サインイン方法は一切変更できなくなります。
not-me-confirm = 自分ではありません。止めます
not-me-hint = ご自身で行った場合は、このページを閉じてください。開いただけでは何も変わりません。
not-me-done = アカウントは変更から守られています
not-me-done-body = 変更は無効になり、すべてのデバイスがサインアウトされ、サインイン方法は凍結されました。サインインし、パスワードを誰かに知られた可能性がある場合は変更して、このサービスの管理者にアカウントの解除を依頼してください。

notice-factor-added = 新しいサインイン方法が使えるようになりました。お知らせのメールを送信しました。
notice-factor-renamed = 新しい名前を保存しました。
notice-factor-removed = 削除しました。お知らせのメールを送信しました。
notice-device-forgotten = そのデバイスでは、再びすべての確認を求めます。
notice-session-ended = そのデバイスをサインアウトしました。
notice-sessions-ended = ほかのすべてのデバイスをサインアウトしました。

notice-consent-withdrawn = 同意を撤回し、保存されていた顔の情報を消去しました。お知らせのメールを送信しました。
