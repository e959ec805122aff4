## 面容

factor-face = 面容
factor-face-hint = 您看着摄像头并按提示操作。只能与其他方式一起使用。

## 同意，在打开摄像头之前。更改含义的人需提高 face/consent.rs 中的版本。

face-consent-title = 可以保存您的面容吗？
face-consent-explain = 为了通过面容再次认出您，本服务必须保存对它的描述。这由您决定。请先了解其含义。
face-consent-what-ask = 保存什么
face-consent-what = 描述您面容的数字，由摄像头此刻所见计算得出，并用您专属的密钥打乱。不保存图片和视频：查看后立即丢弃。
face-consent-why-ask = 用途
face-consent-why = 仅用于在您登录时确认是您本人。
face-consent-long-ask = 保存多久
face-consent-long = 直到您撤回同意、从账号中移除面容、重新设置面容，或您的账号被删除。
face-consent-where-ask = 保存在哪里
face-consent-where = 加密保存在本服务的数据库中。不会提供给任何人，在其他地方也毫无用处。
face-consent-who-ask = 谁能看到
face-consent-who = 没有人。本服务的管理员只能看到设置过面容及其时间，看不到面容本身。
face-consent-optional-ask = 是否必须
face-consent-optional = 不是。您可以改用其他方式，您的选择不影响任何其他事情。
face-consent-withdraw-ask = 如果您改变主意
face-consent-withdraw = 您可以随时在账号页面撤回同意。这些数字及其密钥会立即删除。
face-consent-agree = 我同意按上述说明保存描述我面容的数字，并在登录时进行比对。
face-consent-yes = 我同意
face-consent-no = 使用其他方式
face-consent-version = 本文第 { $version } 版。您同意的时间和文字会一并保存。

## 在摄像头前

face-title = 请看摄像头
face-explain = 您按下按钮时摄像头才会打开，只有在显示“正在录制”时画面才会发送到本服务。
face-enrol-title = 设置您的面容
face-enrol-explain = 请看摄像头并按提示操作：眨眼，并向两侧转头。这样可以看到正面和稍侧的面容。
face-noscript = 摄像头需要 JavaScript，但它未在此运行。请允许后重新加载此页面，或使用其他方式。
face-tip-light = 面向窗户或灯光，身后不要有强光。
face-tip-bare = 摘下墨镜、口罩和帽子。
face-tip-level = 将摄像头置于与眼睛同高的位置；若使用手机，请竖直拿好。
face-tip-time = 大约需要十秒，最多半分钟。
face-still = 我无法转头。请只让我眨眼。
face-open = 打开摄像头
face-preview = 您的摄像头画面（镜像）
face-rec = 正在录制
face-progress = 已完成的内容
face-camera = 摄像头
face-stop = 停止摄像头
face-again = 重试

## 一次一项，言简意赅

face-hint-no-face = 尚未看到面容
face-hint-several-faces = 只能有一个人
face-hint-too-dark = 需要更亮
face-hint-too-bright = 需要更暗
face-hint-closer = 靠近一些
face-hint-back = 退后一些
face-hint-centre = 移到椭圆内
face-hint-blurred = 请拿稳
face-hint-look-ahead = 请直视前方
face-hint-hold-still = 保持不动
face-hint-blink = 请眨眼
face-hint-turn-left = 向左转头
face-hint-turn-right = 向右转头
face-hint-look-ahead-again = 回到中间
face-hint-connecting = 请稍候

## 摄像头可能出现的问题

face-trouble-blocked = 此网站的摄像头已被阻止。请在窗口顶部网址旁的网站设置中允许，然后重试
face-trouble-dismissed = 此步骤需要摄像头。请重试，并在浏览器询问时允许
face-trouble-missing = 此设备上未找到摄像头。请连接后重试，或使用其他方式
face-trouble-taken = 其他应用正在使用摄像头。请关闭它后重试
face-trouble-insecure = 此浏览器无法在这里使用摄像头。请使用其他方式
face-trouble-black = 画面是黑的。摄像头被遮住了吗？请移开遮挡后重试
face-trouble-failed = 无法打开摄像头。请重试，或使用其他方式
face-trouble-hidden = 由于此页面不在视野中，摄像头已关闭。准备好后请重试
face-trouble-lost = 连接中断。请重试
face-trouble-busy = 当前使用摄像头的人太多。请稍后重试，或使用其他方式

## 服务器的回应

error-camera-needed = 此步骤需要在摄像头前完成。请打开摄像头，或使用其他方式
error-camera-refused = 未成功。请在光线充足处重试，或使用其他方式
error-camera-time = 时间过长。请重试，或使用其他方式
error-face-consent = 如果同意，请勾选方框，或使用其他方式
error-face-few = 未能清楚看到您的面容。请在光线充足处重试
error-face-not-kept = 暂时无法保存您的面容。请重试
error-face-outdated = 您的面容需要重新设置后才能再次使用。请使用其他方式

## 账号页面

face-kept = 您于 { $date } 同意了本文第 { $version } 版。
face-withdraw = 撤回同意
face-withdraw-explain = 所保存的面容信息会立即删除且无法恢复。您以后可以重新设置。
face-withdraw-confirm = 撤回并删除
