## 保存了某人的哪些数据，以及如何删除

account-privacy = 隐私
export-title = 带走您的数据
export-explain = 一个文件，包含我们保存的关于您的一切：个人资料、登录方式、登录位置、您的应用以及发生的事。对于机密内容和您的面容，只说明已保存及起始时间，绝不包含其内容。
export-hint = 您需要先证明是您本人。
export-begin = 准备文件
export-ready = 已就绪，十分钟内有效。
export-fetch = 下载

leave-title = 删除您的账号
leave-explain = { $days ->
        [0] 您会立即在所有位置退出登录，账号会被删除。
       *[other] 您会立即在所有位置退出登录。{ $days } 天内您可以通过登录来反悔；之后您的账号及其中的一切将被彻底删除。
    }
leave-sure = 我要删除我的账号及其中的一切。
leave-begin = 删除我的账号
error-leave-unsure = 请勾选确认要删除账号及其中的一切
error-leave-last-owner = 您是这里最后一位可以登录的所有者。请先指定另一位所有者

leaving-title = 您的账号将被删除
leaving-explain = { $days ->
        [0] 您已在所有位置退出登录。您的账号正在删除。
       *[other] 您已在所有位置退出登录。如果改变主意，请在 { $days } 天内登录。
    }
stay-title = 保留您的账号？
stay-explain = 您曾要求我们删除您的账号。它将于 { $date } 被删除。
stay-confirm = 保留我的账号
stay-leave = 继续删除
