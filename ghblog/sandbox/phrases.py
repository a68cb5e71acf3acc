"""What the made-up writer, readers and strangers say. `{a}` and `{b}` are numbers."""

from __future__ import annotations

HEADINGS = (
    "生活",
    "读书",
    "工作",
    "路上",
    "做饭",
    "小发现",
    "Notes",
    "What went well",
    "Reading",
    "Tools",
)
SENTENCES = (
    "周{b}早上跑了 {a} 公里，**配速比上周慢了{b}秒**左右，但是一路都是桂花味。",
    "把阳台的番茄搬进屋里，数了数还有 {a} 个青的，等着它们慢慢变红。",
    "图书馆续借到第 {b} 次，管理员已经认识我了，今天破例多给了 {a} 天。",
    "地铁坐过了 {b} 站，干脆走回来，路上捡到 {a} 片很完整的银杏叶。",
    "试着用面包机做年糕，失败了 {b} 次，第 {a} 分钟取出来刚好。",
    "给自行车换了链条，来回骑了 {a} 公里，齿轮终于不再跳了。",
    "整理旧照片，删掉 {a} 张糊的，留下 {b} 张舍不得的。",
    "邻居家的猫又来串门，在窗台上睡了 {a} 分钟，留下 {b} 根毛。",
    "写完了拖了 {b} 个月的稿子，一共 {a} 段，改到最后只剩第一句没动。",
    "下雨的周末煮了一锅红豆汤，放了 {a} 克陈皮，大家喝了 {b} 碗。",
    "学会了一个新的绳结，练了 {a} 遍，登山包的背带总算不松了。",
    "重看了一部老电影，第 {a} 分钟的那个长镜头还是会屏住呼吸。",
    "把书桌往窗边挪了 {a} 厘米，下午的光正好落在键盘左边。",
    "和朋友下了 {b} 盘棋，输了一盘，他说我第 {a} 手太急。",
    "种的薄荷长到 {a} 厘米，剪下来泡茶，同事要走了 {b} 枝。",
    "夜里看了一会儿星星，数到 {a} 颗的时候云来了。",
    "The script that renames scans now copes with {a} odd names; {b} of them were mine.",
    "Took the slow train: {a} minutes late, {b} chapters read, no regrets.",
    "Moved the build from a laptop to a small box in the cupboard; it takes {a} seconds now.",
    "A bug that only showed on day {b} of the month cost us {a} minutes, and a good laugh.",
    "Repaired the lamp with {b} screws and {a} cm of wire. It hums, but it shines.",
    "Read {a} pages on how maps were printed; the plates for the blue came last.",
    "Our small index now answers in {a} ms, most of which is still string copying.",
    "Planted {a} bulbs along the fence and told nobody where. Spring will tell.",
    "Wrote {b} tests for the parser; the {a}th line of the fixture was wrong, not the code.",
    "Bread number {a}: too much water, {b} hours too early, eaten anyway.",
    "Cleaned the keyboard and found {b} crumbs for every key that stuck. There are {a} keys.",
    "The lake was frozen {b} cm deep; {a} people were on it, and one dog that slid.",
    "Swapped the note app for plain files: {a} notes in {b} folders, and grep.",
    "Sorted the seed box; {a} packets are older than the shed, {b} still came up.",
)
LISTS = (
    "- [x] 换季的衣服收好\n- [x] 给 {a} 号柜子贴标签\n- [ ] 约体检（第 {b} 次提醒）",
    "1. 先泡 {a} 分钟\n2. 再小火 {b} 分钟\n3. 最后才放盐",
    "| 天 | 步数 |\n| --- | --- |\n| 周六 | {a}00 |\n| 周日 | {b}00 |",
    "> 走得慢的人，只要不丢失目标，第 {a} 天也会到。",
    "```python\nfor week in range({a}):\n    print(week * {b})\n```",
    "- one more walk before {b} o'clock\n- one mail less than {a}\n- `make clean`, then tea",
)
ALTS = ("湖边", "窗台", "书桌", "晚饭", "the shed", "map", "road", "")
BOOKS = ("海图与潮汐", "慢车时刻表", "盐的笔记", "Small Engines", "The Ink Maker", "纸上的河")
TOPICS = ("换键盘", "修自行车", "备份照片", "整理书架", "plain files", "a quiet build", "bread")
TITLES = (  # every one has something to fill in but the last few, which come again and again
    "{year}年{month}月第{nth}周周报",
    "{year}-W{week:02} 周报",
    "Weekly {year}-{month:02}-{day:02}",
    "周记 {year}{month:02}{day:02}",
)
TALK_TITLES = (
    "读《{book}》",
    "关于{topic}的几点记录（{number}）",
    "On {topic}, part {number}",
    "随便聊聊 {year}.{month:02}.{day:02}",
)
AGAIN = ("周报", "Weekly notes", "随笔")
EDITED = ("{title}（补图）", "{title} (revised)", "更正：{title}")
STRANGERS = (
    ("求推荐一本讲{topic}的书", "看了第 {a} 期以后很感兴趣，有没有入门一点的？"),
    ("Suggestion: write about {topic}", "I have read {a} of your reports and would love that."),
    ("第 {a} 期的链接打不开了", "点进去是 404，换了 {b} 个浏览器都一样。"),
    ("周报", "借楼发一下我自己的周报：这周什么也没做，走了 {a} 步。"),
)
REMARKS = (
    "第 {a} 次来打卡，谢谢分享！",
    "红豆汤那段看饿了。",
    "Lovely. The part with the {a} is my favourite.",
    "请问照片是用什么拍的？",
    "+1",
    "同一天我也在那儿，居然没遇到。",
    "You could try {b} minutes less.",
    "> 走得慢的人\n\n说得真好。",
)
REPLIES = (
    "谢谢！下周接着写。",
    "Good idea, I will try it.",
    "手机拍的，没有修过。",
    "哈哈，下次一起。",
)
GOES_ON = ("（接上文，太长了写在评论里）", "Continued here, for the body got too long:")
READERS = ("lin-reads", "moss-and-fern", "tea-at-four", "noor-k", "old-bike")
LABELS = {
    "周报": "0e8a16",
    "随笔": "fbca04",
    "读书": "5319e7",
    "技术": "1d76db",
    "weekly": "d4c5f9",
    "comments welcome": "c2e0c6",
}
