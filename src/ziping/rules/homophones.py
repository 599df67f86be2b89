"""Which Chinese characters are easily typed for one another: they sound alike or look alike.

The first level of GB 2312 is ordered by sound, so the first character of each syllable tells the sound of all 3,755.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_SYLLABLES = (
    "a啊ai埃an鞍ang肮ao凹ba芭bai白ban斑bang邦bao苞bei杯ben奔beng崩bi逼bian鞭biao标bie鳖bin彬bing兵bo玻bu捕ca擦cai猜"
    "can餐cang苍cao操ce厕ceng层cha插chai拆chan搀chang昌chao超che车chen郴cheng撑chi吃chong充chou抽chu初chuai揣chuan川"
    "chuang疮chui吹chun春chuo戳ci疵cong聪cou凑cu粗cuan蹿cui摧cun村cuo磋da搭dai呆dan耽dang当dao刀de德deng蹬di堤dian颠"
    "diao碉die跌ding丁diu丢dong东dou兜du督duan端dui堆dun墩duo掇e蛾en恩er而fa发fan藩fang坊fei菲fen芬feng丰fo佛fou否"
    "fu夫ga噶gai该gan干gang冈gao篙ge哥gei给gen根geng耕gong工gou钩gu辜gua刮guai乖guan棺guang光gui瑰gun辊guo锅ha哈hai骸"
    "han酣hang夯hao壕he呵hei嘿hen痕heng哼hong轰hou喉hu呼hua花huai槐huan欢huang荒hui灰hun荤huo豁ji击jia嘉jian歼jiang僵"
    "jiao蕉jie揭jin巾jing荆jiong炯jiu揪ju鞠juan捐jue撅jun均ka喀kai开kan刊kang康kao考ke坷ken肯keng坑kong空kou抠ku枯"
    "kua夸kuai块kuan宽kuang匡kui亏kun坤kuo括la垃lai莱lan蓝lang琅lao捞le勒lei雷leng棱li厘lia俩lian联liang粮liao撩lie列"
    "lin琳ling玲liu溜long龙lou楼lu芦lv驴lve掠ma妈mai埋man瞒mang芒mao猫me么mei玫men门meng萌mi眯mian棉miao苗mie蔑min民"
    "ming明miu谬mo摸mou谋mu拇na拿nai氖nan南nang囊nao挠ne呢nei馁nen嫩neng能ni妮nian蔫niang娘niao鸟nie捏nin您ning柠niu牛"
    "nong脓nu奴nuan暖nve虐o哦ou欧pa啪pai拍pan攀pang乓pao抛pei呸pen喷peng砰pi坯pian篇piao飘pie撇pin拼ping乒po坡pu扑"
    "qi期qia掐qian牵qiang枪qiao橇qie切qin钦qing青qiong琼qiu秋qu趋quan圈que缺qun裙ran然rang瓤rao饶re惹ren壬reng扔ri日"
    "rong戎rou揉ru茹ruan软rui蕊run闰ruo若sa撒sai腮san三sang桑sao搔se瑟sen森seng僧sha莎shai筛shan珊shang墒shao梢she奢"
    "shen砷sheng声shi师shou收shu蔬shua刷shuai摔shuan栓shuang霜shui谁shun吮shuo说si斯song松sou搜su苏suan酸sui虽sun孙suo蓑"
    "ta塌tai胎tan坍tang汤tao掏te特teng藤ti梯tian天tiao挑tie贴ting厅tong通tou偷tu凸tuan湍tui推tun吞tuo拖wa挖wai歪wan豌"
    "wang汪wei威wen瘟weng嗡wo挝wu巫xi昔xia瞎xian掀xiang相xiao萧xie楔xin薪xing星xiong兄xiu休xu墟xuan轩xue靴xun勋ya压"
    "yan焉yang殃yao邀ye椰yi一yin茵ying英yo哟yong拥you幽yu迂yuan鸳yue曰yun耘za匝zai栽zan咱zang赃zao遭ze责zei贼zen怎"
    "zeng增zha扎zhai摘zhan瞻zhang樟zhao招zhe遮zhen珍zheng蒸zhi芝zhong中zhou舟zhu珠zhua抓zhuai拽zhuan专zhuang桩zhui椎"
    "zhun谆zhuo捉zi兹zong鬃zou邹zu租zuan钻zui嘴zun尊zuo昨"
)
"""Each syllable before the first character that has it, in the order of GB 2312."""
_STARTS = [(character.encode("gb2312"), sound) for sound, character in re.findall(r"([a-z]+)([^a-z])", _SYLLABLES)]
_CODES = [code for code, _ in _STARTS]
_LAST = "座".encode("gb2312")

_ALIKE = "未末 拔拨 侯候 即既 析折 治冶 竣峻 籍藉 徽微 傅博 刺剌 陡徒 裁栽 晴睛 贷货 券卷 网冈"
_APART = "查察 定订 力利 账帐 做作 他它 治制 截接 缴交 录纪 启起 像象 需须 映应 联连 园院 市室 级集 室事 公工 只支"
_LOOK_ALIKES = {frozenset(pair) for pair in _ALIKE.split()}
_TELL_APART = {frozenset(pair) for pair in _APART.split()}
"""Pairs that both make good words in the same place: 巡查 and 巡察, 制定 and 制订, 权力 and 权利."""


@lru_cache(maxsize=4096)
def sound(character: str) -> str:
    """The syllable of a common character without tone, in/ing, zh/z and the like as one; empty where not known."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    if not _CODES[0] <= code <= _LAST or len(code) != 2:
        return ""
    syllable = _STARTS[bisect_right(_CODES, code) - 1][1]
    return re.sub(r"(?<=[aei])ng$", "n", re.sub(r"^([zcs])h", r"\1", syllable))


def easily_mistaken(one: str, other: str) -> bool:
    """Whether two different characters are a likely slip of the typist, not two words."""
    pair = frozenset((one, other))
    if pair in _LOOK_ALIKES:
        return True
    return pair not in _TELL_APART and bool(sound(one)) and sound(one) == sound(other)
