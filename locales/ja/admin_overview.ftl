## サービスの土台

admin-checks = サービスの状態
admin-check-database = データベース
admin-check-clock = 時計
admin-check-mail = メール
admin-check-sms = SMS
admin-check-face = 顔認識のモデル
admin-check-passwords = 漏えいパスワードの一覧
admin-check-audit = 監査ログ
admin-check-protocol = プロトコル
admin-check-other = その他
admin-check-is-fine = 正常
admin-check-is-warn = 要確認
admin-check-is-fail = 異常
