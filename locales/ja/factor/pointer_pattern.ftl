## クリックパターン

factor-pointer_pattern = クリックパターン
factor-pointer_pattern-hint = 選んだクリックとスクロールを、その順番で行います。

pattern-title = パターンを入力
pattern-explain = このアカウントに設定したクリックとスクロールを繰り返してください。
pattern-pad = クリックとスクロールの領域
pattern-pad-hint = ここでクリックとスクロール
pattern-label = パターン
pattern-typed = 入力することもできます。L R Uのように、文字の間に空白を入れてください。
pattern-events = 操作数:
pattern-strength = 強度（ビット）:
pattern-clear = 消去
pattern-legend = 使える操作とその方法
pattern-left = 左クリック。タッチ: タップ。キーボード（領域内）: 左矢印。
pattern-right = 右クリック。タッチ: 長押し、または2本指でタップ。キーボード: 右矢印。
pattern-left-twice = 左ダブルクリック（3分の1秒以内）。タッチ: 2回タップ。キーボード: Shiftと左矢印。
pattern-right-twice = 右ダブルクリック。タッチ: 2本指で2回タップ。キーボード: Shiftと右矢印。
pattern-up = 上へスクロール（距離は問いません）。タッチ: 上へスワイプ。キーボード: 上矢印。
pattern-down = 下へスクロール（距離は問いません）。タッチ: 下へスワイプ。キーボード: 下矢印。
pattern-enrol-title = クリックパターンを作成
pattern-enrol-explain = 今後、このクリックとスクロールが本人確認に使われます。領域内の位置は関係なく、操作の種類と順番だけが使われます。
pattern-rules = 少なくとも{ $events }回の操作と{ $bits }ビットの強度が必要です。いろいろな操作を混ぜてください。繰り返しはあまり強度になりません。
pattern-again-title = 同じパターンをもう一度入力
pattern-again = 強度は約{ $bits }ビットです。手が覚えるように、もう一度入力してください。
pattern-finish = 完了
pattern-over = 別のパターンでやり直す

error-pattern-empty = パターンを入力してください
error-pattern-format = 操作でないものが含まれています。L、R、LL、RR、U、Dを空白で区切って使ってください
error-pattern-wrong = パターンが違います
error-pattern-different = 最初のパターンと異なります。同じパターンを入力するか、最初からやり直してください
error-pattern-short = パターンが短すぎます。操作を増やしてください
error-pattern-long = パターンが長すぎます。操作は64回までです
error-pattern-simple = 多くの人が作りそうなパターンです。繰り返しや往復が多いか、操作の種類が少なすぎます。もっと混ぜてください
error-pattern-weak = 推測されやすいパターンです。操作を増やし、繰り返しを減らしてください
error-pattern-not-kept = パターンを保存できませんでした。もう一度お試しください
