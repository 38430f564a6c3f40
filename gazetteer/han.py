"""Chinese characters that have several forms: one form stands for all in the keys of names.

A name is written 臺北 or 台北, 廣島, 広島 or 广岛, and the data seldom know it in every form. Each pair
below is a traditional or Japanese form and the simplified one. Listed are the characters that place names are
made of.
"""

from __future__ import annotations

_TRADITIONAL = (
    "橫横爾尔維维羅罗馬马亞亚納纳奧奥諾诺頓顿萊莱蘭兰薩萨達达韋韦魯鲁貝贝倫伦聖圣庫库內内茲兹烏乌東东盧卢圖图島岛區区凱凯園园蘇苏謝谢傑杰溫温鎮镇齊齐約约費费寧宁錫锡門门別别喬乔熱热蓋盖漢汉岡冈澤泽濟济灣湾賈贾"
    "勞劳紹绍賴赖萬万華华龍龙長长懷怀陽阳紐纽宮宫麥麦賽赛瑪玛橋桥賓宾邁迈灘滩歐欧呂吕靈灵莊庄舊旧興兴麗丽樹树遜逊湯汤揚扬賀贺場场徹彻欽钦見见農农訥讷頭头須须葉叶連连間间緬缅貢贡愛爱軍军濱滨雲云縣县鮑鲍開开"
    "鶴鹤嶺岭廣广倉仓寶宝車车鄧邓點点歷历慶庆學学來来營营紅红國国張张順顺豐丰魚鱼裡里裏里當当銀银後后義义臺台館馆鷹鹰峽峡崗岗畢毕綠绿條条陸陆黃黄鐵铁樂乐貴贵礦矿棟栋鹽盐鄉乡輪轮勝胜孫孙滿满許许龐庞鴨鸭藍蓝"
    "圍围鳥鸟諸诸楊杨將将錦锦標标瓊琼關关無无遠远遼辽綏绥錢钱戶户磯矶勢势蓮莲紀纪會会鳳凤衛卫撫抚雙双發发劍剑曉晓觀观堅坚飛飞蘆芦贊赞蕪芜銅铜臨临荊荆盤盘鬆松叢丛禮礼環环邊边櫻樱鳴鸣沖冲霧雾實实恆恒劉刘闊阔"
    "楓枫饒饶廈厦晉晋涼凉頂顶風风巖岩結结築筑鈴铃龜龟氣气進进嵐岚線线樓楼聯联畝亩韓韩瀋沈們们琿珲濰潍鄭郑瀘泸贛赣滬沪閩闽粵粤晝昼遙遥靜静鎬镐廬庐雞鸡雋隽鄒邹陝陕隴陇漣涟漵溆灤滦燉敦膠胶葦苇藥药譚谭趙赵躍跃"
    "運运鄖郧銘铭鋼钢鎖锁閣阁陰阴領领餘余駐驻騰腾驛驿鯨鲸鵝鹅黨党齡龄"
)
_JAPANESE = "沢泽広广戸户関关徳德豊丰恵惠浜滨亀龟県县斉齐竜龙鉄铁桜樱辺边栄荣塩盐駅驿楽乐黒黑嶋岛検检様样滝泷"


def _pairs(text: str) -> dict[int, int]:
    return {ord(form): ord(plain) for form, plain in zip(text[::2], text[1::2], strict=True)}


ONE_FORM = {**_pairs(_TRADITIONAL), **_pairs(_JAPANESE)}
"""For `str.translate`: from a character to the form that stands for it."""
