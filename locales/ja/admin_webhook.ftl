## 出来事を知らせるサービス

admin-webhooks = ウェブフック
admin-webhook = ウェブフック
admin-webhooks-told = 出来事を知らせるサービス
admin-webhook-new = 別のサービスに知らせる
admin-webhook-hint = メッセージは Standard Webhooks に従って署名されます。届かないものは数日間再送します。
admin-webhook-make = 作成
admin-webhook-url = URL（https）
admin-webhook-description = 説明
admin-webhook-events = イベント（1 行に 1 つ）
admin-webhook-events-hint = 空欄ならすべて。account.* のように星印でまとめて指定できます。種類:
admin-webhook-secret = シークレット
admin-webhook-waiting = 送信待ち: { $count }
admin-webhook-dead = 断念: { $count }
admin-webhook-old-until = 前のシークレットは { $date } まで署名します
admin-webhook-test = テストイベントを送る
admin-webhook-replay = 断念したものを再送
admin-webhook-again = 再送
admin-webhook-rotate-hint = 新しいシークレットにすると、24 時間は両方の署名が付きます。
admin-webhook-deliveries = 最近の送信
admin-webhook-state-dead = 断念
admin-webhook-state-waiting = 送信待ち
admin-webhook-state-delivered = 配信済み
admin-webhook-attempts = 試行: { $count }
admin-webhook-next = 次の試行 { $date }
admin-webhook-delete = このウェブフックを削除
admin-webhook-delete-hint = 送信待ちのものは破棄されます。取り消せません。
