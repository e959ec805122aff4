## The console

admin-nav = 管理ページ
role-owner = オーナー
role-administrator = 管理者
role-support = サポート
role-auditor = 監査者
role-none = 役割なし
notice-saved = 保存しました。
notice-saved-unproved = 保存しました。新しいアドレスは未確認として扱われます。チェックは以前のアドレスに対するものでした。本人のアドレスであることを把握している場合は、もう一度チェックを入れて保存してください。
error-role-title = このページは利用できません
error-role-message = お使いのアカウントではこの操作はできません。このサービスのオーナーが変更できます。
error-admin-invalid = このままでは保存できません
error-admin-exists = この名前またはアドレスはすでに使われています
error-admin-raced = その間にほかの人が変更しました。もう一度ご確認ください
error-admin-last-owner = サインインできる最後のオーナーです。先に別のオーナーを指定してください
error-admin-address = name@example.comのようなアドレスを入力してください

## The overview

admin-waiting = 送信待ちのメッセージ
admin-days = 過去14日間
admin-days-plot = サインイン{ $good }件、失敗{ $bad }件（日別）
admin-sign-ins = サインイン
admin-failures = 失敗した試行
admin-factors = 利用者が持つサインイン方法

## The API for people

api-title = 管理API
api-explain = プログラムは、このアドレス向けの、次のスコープを持つアクセストークンを提示します:
api-document = OpenAPIドキュメント
api-parameters = パラメーター:
api-scope = スコープ:
api-roles = 役割:

## The first owner

setup-title = このサービスのオーナーになる
setup-explain = オーナーはここであらゆる操作ができ、ほかの管理者を決められます。このリンクは1回だけ使えます。次にサインインすると、アドレスにコードが届き、パスキーまたは認証アプリを追加します。
setup-name = お名前
setup-email = メールアドレス
setup-confirm = 続ける

## Lists

admin-search = 検索
admin-search-clients = 識別子の先頭、または名前の一部
admin-search-accounts = アドレスまたはユーザー名の先頭、あるいは氏名全体
admin-none-found = 見つかりませんでした。
admin-next-page = 次のページ
admin-disabled = 無効
admin-unused = 90日間未使用
admin-last-used = 最終使用: { $date }
admin-acts = できること
admin-enable = 有効にする
admin-disable = 無効にする
admin-type-this = 確認のため入力してください:
error-admin-typed = 表示どおりに入力してください
admin-audit = 監査ログ
admin-api = API（開発者向け）

## Clients

admin-client = クライアント
admin-client-new = クライアントを登録
admin-clients-none = 登録されたアプリケーションはまだありません。
admin-client-which = アプリケーションの種類
client-kind-web = サーバーのあるウェブサイト
client-kind-web-hint = サーバー上で動作し、シークレットをそこに保管します。
client-kind-single-page = シングルページアプリケーション
client-kind-single-page-hint = ブラウザーで動作し、秘密は保持できません。
client-kind-native = スマートフォンやパソコンのアプリ
client-kind-native-hint = 独自のURLスキーム、または端末内のアドレスで応答を受け取ります。
client-kind-machine = サービスまたはスクリプト
client-kind-machine-hint = 自身のためにトークンを取得します。サインインする人はいません。
client-kind-device = ブラウザーのない機器
client-kind-device-hint = 表示されたコードを、利用者がスマートフォンやパソコンで入力します。
client-kind-mcp = MCPクライアント
client-kind-mcp-hint = 利用者の端末でModel Context Protocolを使います。
admin-client-name = 利用者に表示される名前
admin-client-redirects = リダイレクトURI（1行に1つ）
admin-client-register = 登録
admin-client-other = 別の種類を選ぶ
admin-secret-once = シークレットを今すぐコピーしてください。再表示されません。
admin-problems = 拒否されたリクエスト
admin-problems-hint = 通常はここかアプリケーションの設定に誤りがあります。
admin-problem-times = { $count }回、最後は{ $date }
admin-problems-clear = 一覧を消去
admin-snippets = 使い方
admin-client-fields = 設定
client-group-identity = 利用者に見えるもの
client-group-addresses = アドレス
client-group-protocol = プロトコル
client-group-tokens = トークン
client-group-compatibility = 特定のクライアント向けの切り替え
admin-secret-new = 新しいシークレット
admin-secret-end = 古いシークレットを無効にする
admin-secret-hint = 以前のシークレットはあと24時間使えます。
admin-client-delete = このクライアントを削除
admin-client-delete-hint = 与えられた許可はすべて終了します。元に戻せません。

## Accounts

admin-account = アカウント
admin-account-new = アカウントを作成
admin-account-new-hint = 利用者はサインイン時に新しいパスワードを申請して設定します。そのコードはこのアドレスに届きます。
admin-account-says = 利用者について
admin-account-sessions = 本人がサインインしている場所
admin-account-no-sessions = サインインしている場所はありません。
admin-account-no-factors = サインイン方法はまだ設定されていません。
admin-factor-remove-all = 「{ $factor }」をすべて削除
admin-account-name = 氏名
admin-account-username = ユーザー名
admin-account-email = メールアドレス
admin-account-phone = 電話番号
admin-account-verified = 本人のアドレスであることを把握しているため、確認済みとして扱う
admin-account-groups = グループ（1行に1つ）
admin-account-attributes = 属性
admin-account-attributes-kept = インポートで設定される項目です。ここでは変更できません。
admin-account-frozen = サインイン方法は凍結されています。ほかの人が変更したと本人から連絡がありました。
admin-account-reset-at = リセットの開始: { $date }
admin-account-leaves-at = 本人がアカウントの消去を希望しています: { $date }
admin-end-sessions = すべてのセッションを終了
admin-reset = リセットを開始
admin-reset-hint = リセットは、2段階目の手段をすべて失った人のためのものです。本人のすべてのアドレスに、中止用のリンクとともに通知されます。
admin-unfreeze = サインイン方法の凍結を解除
admin-role = 役割
admin-role-choose = 管理上の役割
admin-account-delete = このアカウントを削除
admin-account-delete-hint = 関連するものはすべて消去されます。元に戻せません。

## Keys and the audit log

admin-keys-all = すべての鍵
admin-key-asked = 交換予定
admin-key-encrypts = 暗号化用
admin-key-until = { $date }まで保持
admin-key-rotate = 鍵を交換
admin-key-rotate-hint = 新しい鍵は、すべてのアプリケーションが取得できるだけの時間が過ぎてから使われ始めます。以前に署名されたトークンは有効なままです。
admin-audit-kind = できごと
admin-audit-account = アカウントの識別子
admin-audit-client = クライアントの識別子
admin-audit-export = 書き出し（NDJSON）

## The policy

admin-policy = ポリシー
admin-policy-try = 何が求められますか
admin-policy-try-hint = このアカウントが今、初めてのブラウザーでサインインした場合を、実際の判定で試します。何も変更されません。
admin-policy-account = ユーザー名またはメールアドレス
admin-policy-play = 試す
admin-policy-played = 求められるもの（順番に）
admin-policy-enrols = 先に設定
admin-policy-or = または:
admin-policy-succeeds = サインインは成功し、次のレベルに達します:
admin-policy-fails = サインインは成功しません。このアカウントでは十分な証明ができません。
admin-policy-why = 理由
admin-policy-need-request = リクエストが求めるもの:
admin-policy-need-client = クライアントが最低限必要とするもの:
admin-policy-need-account = アカウント自体が必要とするもの:
admin-policy-levels = レベル（弱い順）
admin-policy-usual = 既定
admin-policy-administers = 管理用
error-admin-no-account = そのようなアカウントはありません
error-admin-no-client = そのようなクライアントはありません
error-admin-account-off = このアカウントは無効です

## Emergencies

admin-key-revoke = 鍵を失効させる
admin-key-revoke-hint = 秘密鍵がほかの人に知られた可能性がある場合だけ使ってください。その鍵で署名されたトークンはすべて直ちに拒否され、利用者は再度サインインし、アプリケーションは新しいトークンを求めます。別の鍵がすぐに署名を始めますが、鍵セットの写しを持つアプリケーションは、読み直すまでそのトークンを拒否します。
admin-key-revoke-which = 確認のため、鍵の識別子を入力してください
