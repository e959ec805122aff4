## クライアントを試す

admin-test = このクライアントをテスト
admin-test-hint = 実際にサインインし、クライアントが受け取る内容を確認します。発行されたものは直ちに取り消され、ログに残ります。
admin-test-title = クライアントが受け取った内容
admin-test-done = サインインに成功しました。ここに示す内容はすでに取り消されており、再表示されません。
admin-test-refused = クライアントへの応答:
admin-test-refresh = 発行されました
admin-test-no-refresh = 発行されませんでした
admin-test-opaque = 不透明なトークンです。このサービスのイントロスペクションでのみ読み取れます。
admin-test-check-verified = 署名、種類、発行者、宛先、有効期限
admin-test-check-nonce = リクエストのnonce
admin-test-check-at_hash = アクセストークンのハッシュ
admin-test-good = 正しい
admin-test-bad = 誤り
admin-test-until = 取り消さなければ{ $date }まで有効でした
error-admin-test-disabled = このクライアントは無効なため、サインインできません
error-admin-test-nobody = このクライアントは認可コードを使えないため、サインインには使われません
error-admin-test-lapsed = このテストは存在しないか、すでに表示されました。クライアントのページからやり直してください
