"""Registers and lists that tell their area, their kinds and what came before in words instead of columns."""

from __future__ import annotations

from tests.data.lists.maker.write import lines, table, xlsx


def made() -> dict[str, bytes]:
    """Files by name."""
    return {**_register(), **_lists()}


def _register() -> dict[str, bytes]:
    rows = [
        ["云丘县机构设置一览表"],
        ["编制单位：县委编办　　截至：2026年3月31日"],
        *lines("""
序号 | 单位名称 | 俗称 | 层级 | 县（市、区） | 挂牌 | 备注
一、县政府工作部门
1 | 云丘县农业农村局 | 县农业局 | 县直 | 云丘县 | 云丘县畜牧兽医局 | 2019年1月由云丘县农业局更名
2 | 云丘县应急管理局 | 县应急局 | 县直 | 云丘县 |  | 加挂云丘县地震局牌子
二、其他单位
3 | 云丘县气象局 |  | 县直 | 云丘县 |  | 双重管理
4 | 云丘县石塔镇人民政府 | 石塔镇 | 乡镇（街道） | 云丘县 |  |
5 | 云丘县妇女联合会 | 县妇联 | 县直 | 云丘县 |  |
"""),
    ]
    gone = lines("""
原机构名称 | 现承接机构 | 变动方式 | 时间
云丘县安全生产监督管理局 | 云丘县应急管理局 | 改设 | 2019年1月
云丘县林业局、云丘县渔业局 | 云丘县农业农村局 | 并入 | 2019.1.20
""")
    return {"76-register-in-words.xlsx": xlsx({"机构一览": rows, "撤并机构": gone})}


def _lists() -> dict[str, bytes]:
    areas = [
        ["清湾市2026年度重点工作任务分工"],
        *lines("""
序号 | 职责事项 | 牵头单位 | 配合单位
1 | 河道保洁 | 东陵水务局 | 双塔镇人民政府、柳桥街道、西沙区
2 | 农贸市场改造 | 原市工商局 | 市政府、北河区政府
"""),
    ]
    county = lines("""
序号 | 职责事项 | 牵头单位 | 配合单位
1 | 山塘清淤 | 县水务局 | 县住建局、市水务局
2 | 集镇环境整治 | 县综合执法局 | 县住建局
""")
    beside = [
        ["内涝点整治责任表"],
        *lines("""
序号 | 区县 | 职责事项 | 牵头单位
1 | 东陵区 | 下穿桥排涝 | 市住建局
2 | 西沙区 | 老城区排水改造 | 市水务局
"""),
    ]
    return {
        "77-areas-for-governments.xlsx": xlsx({"分工": areas}),
        "78-the-only-county.csv": table(county),
        "79-places-in-a-column.xlsx": xlsx({"责任表": beside}),
    }
