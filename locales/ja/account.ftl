## 本人のページ

account-title = あなたのアカウント
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

notice-password-changed = パスワードを変更しました。お知らせのメールを送信しました。
factor-needed = 削除する前に、ほかの方法が少なくとも1つ必要です。
account-offer-end = 以前のサインイン方法をほかの人に知られている可能性がある場合は、ほかのすべてのデバイスをサインアウトしてください。
account-places = セッションとデバイス
accounts-switch = アカウントを切り替える
accounts-title = このブラウザーのアカウント
accounts-hint = このブラウザーを使う人は誰でもこれらを開けます。ご自身のものでないアカウントはサインアウトしてください。
accounts-current = 使用中
accounts-use = 使う
accounts-use-named = { $name }のアカウントを使う
accounts-add = 別のアカウントを追加
accounts-end-all = すべてからサインアウト
account-apps = アプリ
apps-list = アカウントにアクセスできるアプリ
apps-hint = あなたまたはこのサービスの管理者がアクセスを許可したアプリです。取り消すとアプリはサインアウトされますが、再び許可を求めることがあります。
apps-none = アカウントにアクセスできるアプリはありません。
app-since = { $date }から
app-used = 最終使用: { $date }
app-unused = 使用していません
app-remove = アクセスを取り消す
app-remove-named = { $name }のアクセスを取り消す
notice-app-removed = そのアプリはアクセスできなくなりました。お知らせのメールを送信しました。
