## 画像パスコード

factor-image_passcode = 画像
factor-image_passcode-hint = このために選んだ画像ファイルです。

image-title = 画像を選んでください
image-explain = このアカウントに設定したファイルを選んでください。まったく同じファイルである必要があります。
image-label = 画像
image-limits = PNG、JPEG、WebP、GIF。最大{ $megabytes }MB。
image-drop = ここにファイルをドロップするか、ファイルマネージャーでコピーして貼り付けることもできます。
image-enrol-title = パスコードにする画像を選択
image-enrol-explain = 今後、このファイルが本人確認に使われます。ファイルのコピーは保存せず、照合用の印だけを保存します。
image-published = ほかの人が持っていない画像を使ってください。公開したものや誰かに送ったものは秘密になりません。
image-unchanged = ファイルはそのまま保ってください。切り抜き、サイズ変更、保存し直しをすると別のファイルになります。
image-phone = サインインに使う各デバイスに、ファイルとして保管してください。写真アプリやメッセージアプリは、受け渡しのときに画像を変えることがよくあります。
image-again-title = 同じ画像をもう一度選択
image-again = { $width }×{ $height }ピクセルの{ $format }を読み取りました。同じ内容で届くことを確かめるため、もう一度選んでください。
image-never = このファイルは復元できません。鍵を保管するような場所にコピーを保管し、決して編集しないでください。
image-finish = 完了
image-over = 別の画像でやり直す

error-image-empty = 画像を選んでください
error-image-wrong = この画像ではありません
error-image-different = 最初のファイルと異なります。同じファイルを選ぶか、最初からやり直してください
error-image-large = ファイルが大きすぎます。小さいものを選んでください
error-image-format = PNG、JPEG、WebP、GIFのいずれでもありません。これらの形式の画像を選んでください
error-image-broken = 画像を読み取れません。別の画像を選んでください
error-image-small = 画像が小さすぎます。64×64ピクセルかつ2KB以上が必要です。大きいものを選んでください
error-image-huge = 画像のピクセル数が多すぎます。小さいものを選んでください
error-image-uniform = 画像にほとんど何も写っていないため、ほかの人と同じになる可能性があります。別の画像を選んでください
error-image-known = 多くの人が持っている画像です。自分だけの画像を選んでください
error-image-not-kept = 画像を保存できませんでした。もう一度お試しください
