## アカウントで起きたこと

account-activity = アクティビティ
activity-list = アカウントで起きたこと
activity-hint = { $days ->
       *[other] 過去{ $days }日間の記録です。
    }覚えのないものがあればお知らせください。すぐに止めます。
activity-none = 何も起きていません。
activity-older = 以前のもの
activity-newest = 最新のもの
event-not-me = 自分ではありません
event-by-operator = このサービスの管理者による操作

event-session-begun = サインインしました
event-session-ended = デバイスをサインアウトしました
event-session-others-ended = ほかのすべてのデバイスをサインアウトしました
event-device-forgotten = デバイスで再びすべての確認を求めます
event-grant-made = { $app }にサインインしました
event-app-removed = { $app }のアクセスを取り消しました
event-factor-added = サインイン方法を追加しました: { $factor }
event-factor-replaced = サインイン方法を設定し直しました: { $factor }
event-factor-removed = サインイン方法を削除しました: { $factor }
event-factor-reset = サインイン方法がリセットされました
event-factor-refused = { $factor }で誤った入力がありました
event-factor-disabled = 誤った入力が多すぎたため、{ $factor }が無効になりました
event-email-changed = メールアドレスを変更しました
event-phone-changed = 電話番号を変更しました
event-phone-removed = 電話番号を削除しました
event-profile-changed = プロフィールを変更しました
event-account-leaving = アカウントの削除を依頼しました
event-account-kept = アカウントを残しました
event-account-exported = 保存されている情報をすべて取得しました
event-account-created = アカウントが作成されました
event-account-enabled = 再びサインインできるようになりました
event-account-disabled = アカウントが無効になりました
event-account-factors-frozen = 変更が止められました:「自分ではありません」
event-account-factors-released = 再び変更できるようになりました
event-account-registered = アカウントが登録されました
event-account-recovered = 新しいパスワードを設定しました
event-account-reset-started = アカウントのリセットが開始されました
event-account-reset-stopped = アカウントのリセットが止められました
event-factor-consent-withdrawn = 同意を取り消し、削除しました: { $factor }
event-session-all-ended = すべての場所でサインアウトしました
event-account-changed = アカウントの情報が変更されました
event-account-role-changed = アカウントの役割が変更されました
event-email-given-up = メールアドレスは、ご自身のものと証明した人に移りました
event-email-verified = メールアドレスを確認しました
event-account-groups-changed = アカウントのグループが変更されました
event-registration-told = 新しいアカウントに必要な情報を入力しました
event-other = アカウントに変更がありました
