## 点击图案

factor-pointer_pattern = 点击图案
factor-pointer_pattern-hint = 您选择的点击和滚动，按其顺序。

pattern-title = 输入您的图案
pattern-explain = 请重复您为此账号设置的点击和滚动。
pattern-pad = 点击和滚动区域
pattern-pad-hint = 在此点击和滚动
pattern-label = 图案
pattern-typed = 您也可以键入：字母之间用空格隔开，例如 L R U。
pattern-events = 操作数：
pattern-strength = 强度（比特）：
pattern-clear = 清除
pattern-legend = 有哪些操作，以及如何完成
pattern-left = 左键单击。触屏：点按。键盘（在区域内）：左方向键。
pattern-right = 右键单击。触屏：长按，或用两指点按。键盘：右方向键。
pattern-left-twice = 左键双击，在三分之一秒内。触屏：点按两次。键盘：Shift 加左方向键。
pattern-right-twice = 右键双击。触屏：用两指点按两次。键盘：Shift 加右方向键。
pattern-up = 向上滚动，距离不限。触屏：向上滑动。键盘：上方向键。
pattern-down = 向下滚动，距离不限。触屏：向下滑动。键盘：下方向键。
pattern-enrol-title = 创建点击图案
pattern-enrol-explain = 从现在起，这些点击和滚动将帮助证明是您本人。在区域中的位置无关紧要：只看是什么操作，以及顺序。
pattern-rules = 至少需要 { $events } 个操作和 { $bits } 比特的强度。请混合使用：重复的操作作用不大。
pattern-again-title = 再次输入同一图案
pattern-again = 强度约为 { $bits } 比特。请再输入一次，让您的手记住它。
pattern-finish = 完成
pattern-over = 用其他图案重新开始

error-pattern-empty = 请输入图案
error-pattern-format = 其中有些不是操作。请使用 L、R、LL、RR、U 和 D，并用空格隔开
error-pattern-wrong = 图案不正确
error-pattern-different = 与第一次的图案不同。请输入相同的图案，或重新开始
error-pattern-short = 图案过短。请增加操作
error-pattern-long = 图案过长。最多 64 个操作
error-pattern-simple = 很多人会设置这样的图案：它有重复、往返，或操作种类太少。请多混合一些
error-pattern-weak = 图案容易被猜到。请增加操作，减少重复
error-pattern-not-kept = 暂时无法保存图案。请重试
