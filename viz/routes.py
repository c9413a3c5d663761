"""How lines run between columns of boxes: along gutters and lanes, never behind a box.

Links of one kind at one box (its hub) share their way like the wires of a bus, and part near the other ends.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from viz.parts import Link, Point

TRACK = 10.0
EDGE = 14.0  # from a box to the first track
ARROW = 12.0
CLEAR = 7.0  # between a lane and a box
Span = tuple[float, float]


@dataclass(slots=True)
class Net:
    """Links of one kind that leave `hub` on one side. `leaves` are the boxes at their other ends."""

    hub: str
    kind: str
    side: str
    column: int
    links: list[Link] = field(default_factory=list)
    leaves: dict[str, int] = field(default_factory=dict)
    lane: float | None = None
    tracks: dict[int, int] = field(default_factory=dict)

    def leaf(self, link: Link) -> str:
        """The end of a link that is not the hub."""
        return link.target if link.source == self.hub else link.source

    def leaf_side(self, leaf: str) -> str:
        """The side on which a leaf is reached."""
        if self.leaves[leaf] == self.column:
            return "right"
        return "left" if self.side == "right" else "right"

    def touches(self, node: str, side: str) -> bool:
        """Whether it ends at this side of a box."""
        return (node == self.hub and side == self.side) or (
            node in self.leaves and self.leaf_side(node) == side
        )

    def first_gutter(self) -> int:
        """The gutter beside the hub; gutter g lies right of column g."""
        return self.column if self.side == "right" else self.column - 1

    def leaf_gutter(self, leaf: str) -> int:
        """The gutter beside a leaf."""
        return self.leaves[leaf] - (1 if self.leaf_side(leaf) == "left" else 0)

    def far(self, leaf: str) -> bool:
        """Whether other columns lie between hub and leaf."""
        return self.leaf_gutter(leaf) != self.first_gutter()

    def crossed(self) -> set[int]:
        """Columns that its lane runs through."""
        found: set[int] = set()
        for leaf, column in self.leaves.items():
            if self.far(leaf):
                found |= set(range(min(column, self.column) + 1, max(column, self.column)))
        return found


def nets_of(links: Sequence[Link], where: Mapping[str, int]) -> list[Net]:
    """Links gathered at hubs; `where` gives each box its column."""
    ends = Counter((end, link.kind, i) for link in links for i, end in enumerate((link.source, link.target)))
    made: dict[tuple[str, str, int, str], Net] = {}
    for link in links:
        at_target = ends[(link.target, link.kind, 1)] >= ends[(link.source, link.kind, 0)]
        hub, leaf = (link.target, link.source) if at_target else (link.source, link.target)
        side = "left" if where[leaf] < where[hub] else "right"
        parallel = sum(
            1 for k in made if k[:2] == (hub, link.kind) and k[3] == side and leaf in made[k].leaves
        )
        key = (hub, link.kind, parallel * 2 + at_target, side)
        net = made.setdefault(key, Net(hub, link.kind, side, where[hub]))
        net.links.append(link)
        net.leaves[leaf] = where[leaf]
    return list(made.values())


@dataclass(slots=True)
class Course:
    """The ways found: heights known, sideways positions as gutter and track; `draw` gives coordinates."""

    gutters: list[float]
    rooms: list[float]
    ways: dict[str, list[tuple[str, int, float]]] = field(default_factory=dict)
    labels: dict[str, tuple[str, int, float, float]] = field(default_factory=dict)
    tracks: dict[tuple[str, int], int] = field(default_factory=dict)

    def draw(self, link: str, edges: Sequence[Span]) -> tuple[tuple[Point, ...], Point | None]:
        """Points from the link's source to its target, and the middle of its label."""
        points: list[Point] = []
        for what, number, y in self.ways[link]:
            if what == "left":
                points.append((edges[number][0], y))
            elif what == "right":
                points.append((edges[number][1], y))
            else:
                gutter = int(what)
                points.append((edges[gutter][1] + self.rooms[gutter] + number * TRACK, y))
        side, column, y, wide = self.labels[link]
        off = ARROW + wide / 2
        x = edges[column][0] - off if side == "left" else edges[column][1] + off
        return _straight(points), (round(x, 1), round(y, 1))


def _straight(points: list[Point]) -> tuple[Point, ...]:
    kept: list[Point] = []
    for x, y in points:
        p = (round(x, 1), round(y, 1))
        if kept and p == kept[-1]:
            continue
        while len(kept) > 1 and (kept[-2][0] == kept[-1][0] == p[0] or kept[-2][1] == kept[-1][1] == p[1]):
            kept.pop()
        kept.append(p)
    return tuple(kept)


def route(
    nets: Sequence[Net], where: Mapping[str, int], boxes: Mapping[str, Span], walls: Sequence[Sequence[Span]],
    label: Callable[[Link], tuple[float, float]],
) -> Course:  # fmt: skip
    """A way for every link: ports at the boxes, a lane where columns lie between, a track in each gutter."""
    ports = _ports(nets, boxes)
    _lanes(nets, ports, walls)
    used = _tracks(nets, ports, max(len(walls) - 1, 0) + 1)
    rooms, gutters = [], []
    for g in range(len(walls)):
        left = right = 0.0
        for net in nets:
            for link in net.links:
                leaf = net.leaf(link)
                if net.leaf_gutter(leaf) == g:
                    if net.leaf_side(leaf) == "right":
                        left = max(left, label(link)[0] + ARROW)
                    else:
                        right = max(right, label(link)[0] + ARROW)
        count = used[g]
        rooms.append(left + EDGE)
        gutters.append(max(left + right + 2 * EDGE + max(count - 1, 0) * TRACK, 40.0))
    course = Course(gutters, rooms)
    for n, net in enumerate(nets):
        for link in net.links:
            _way(course, n, net, link, ports, label(link)[0])
    return course


def _way(
    course: Course, n: int, net: Net, link: Link, ports: Mapping[tuple[int, str, bool], float], wide: float
) -> None:
    leaf = net.leaf(link)
    hub_y, leaf_y = ports[n, net.hub, True], ports[n, leaf, False]
    first, last = net.first_gutter(), net.leaf_gutter(leaf)
    way: list[tuple[str, int, float]] = [
        (net.side, net.column, hub_y),
        (str(first), net.tracks[first], hub_y),
    ]
    if net.far(leaf) and net.lane is not None:
        way += [(str(first), net.tracks[first], net.lane), (str(last), net.tracks[last], net.lane)]
    way += [(str(last), net.tracks[last], leaf_y), (net.leaf_side(leaf), net.leaves[leaf], leaf_y)]
    course.ways[link.id] = way if link.source == net.hub else way[::-1]
    course.labels[link.id] = (net.leaf_side(leaf), net.leaves[leaf], leaf_y, wide)


def _ports(nets: Sequence[Net], boxes: Mapping[str, Span]) -> dict[tuple[int, str, bool], float]:
    """Height at which each net meets each box; (net, box, is it the hub)."""

    def centre(node: str) -> float:
        return sum(boxes[node]) / 2

    at: dict[tuple[str, str], list[tuple[float, str, int, bool]]] = defaultdict(list)
    for n, net in enumerate(nets):
        others = sum(map(centre, net.leaves)) / len(net.leaves)
        at[net.hub, net.side].append((others, net.kind, n, True))
        for leaf in net.leaves:
            at[leaf, net.leaf_side(leaf)].append((centre(net.hub), net.kind, n, False))
    ports: dict[tuple[int, str, bool], float] = {}
    for (node, _), there in at.items():
        top, bottom = boxes[node]
        step = min(18.0, (bottom - top - 10) / len(there))
        for k, (_, _, n, hub) in enumerate(sorted(there)):
            ports[n, node, hub] = centre(node) + (k - (len(there) - 1) / 2) * step
    for n, net in enumerate(nets):  # a lone line runs straight where its box is high enough
        top, bottom = boxes[net.hub]
        near = [ports[n, leaf, False] for leaf in net.leaves if not net.far(leaf)]
        inside = [y for y in near if top + 10 <= y <= bottom - 10]
        if inside and len(at[net.hub, net.side]) == 1:
            ports[n, net.hub, True] = min(inside, key=lambda y: abs(y - (top + bottom) / 2))
        for leaf in net.leaves:
            alone = len(at[leaf, net.leaf_side(leaf)]) == 1 and net.leaves[leaf] != net.column
            top, bottom = boxes[leaf]
            y = ports[n, net.hub, True]
            if alone and not net.far(leaf) and top + 10 <= y <= bottom - 10:
                ports[n, leaf, False] = y
    return ports


def _lanes(
    nets: Sequence[Net], ports: Mapping[tuple[int, str, bool], float], walls: Sequence[Sequence[Span]]
) -> None:
    """A free height for each net that runs through other columns, as near to its hub as there is one."""
    taken: list[tuple[float, set[int]]] = []
    for n, net in enumerate(nets):
        crossed = net.crossed()
        if not crossed:
            continue
        wish = ports[n, net.hub, True]
        ends = [ports[n, leaf, False] for leaf in net.leaves if net.far(leaf)]
        mean = sum(ends) / len(ends)
        best = min(
            (y for y in _free(sorted(s for c in crossed for s in walls[c]), wish)
             if all(abs(y - t) >= TRACK - 0.5 or not crossed & c for t, c in taken)),
            key=lambda y: (abs(y - wish) + abs(y - mean), y),
        )  # fmt: skip
        net.lane = best
        taken.append((best, crossed))


def _free(walls: list[Span], wish: float) -> list[float]:
    """Heights that lie clear of all walls: the wish itself, and steps away from each wall."""
    edges: list[Span] = []
    for top, bottom in walls:
        lo, hi = top - CLEAR, bottom + CLEAR
        if edges and lo <= edges[-1][1]:
            edges[-1] = (edges[-1][0], max(edges[-1][1], hi))
        else:
            edges.append((lo, hi))
    if not edges:
        return [wish + k * TRACK for k in range(-40, 41)]
    found = [] if any(lo < wish < hi for lo, hi in edges) else [wish]
    found += [edges[0][0] - k * TRACK for k in range(200)]
    found += [edges[-1][1] + k * TRACK for k in range(200)]
    for (_, above), (below, _) in pairwise(edges):
        found += [above + k * TRACK for k in range(int((below - above) // TRACK) + 1)]
    return found


def _tracks(nets: Sequence[Net], ports: Mapping[tuple[int, str, bool], float], gutters: int) -> list[int]:
    """A place for each net in each gutter it uses, so that no two uprights lie on one another."""
    used = []
    for g in range(gutters):
        runs: list[tuple[tuple[int, float], float, float, int]] = []
        for n, net in enumerate(nets):
            ys: list[float] = []
            start = end = 0.0
            if net.first_gutter() == g:
                ys.append(ports[n, net.hub, True])
            for leaf in net.leaves:
                if net.leaf_gutter(leaf) == g:
                    ys.append(ports[n, leaf, False])
                if (
                    net.far(leaf)
                    and g in (net.leaf_gutter(leaf), net.first_gutter())
                    and net.lane is not None
                ):
                    ys.append(net.lane)
            if not ys:
                continue
            start, end = ys[0], ys[-1]
            if net.first_gutter() == g and net.side == "left":
                start, end = end, start
            down = end >= start
            runs.append(((1, -start) if down else (0, start), min(ys), max(ys), n))
        lanes: list[list[Span]] = []
        for _, lo, hi, n in sorted(runs):
            if hi - lo < 0.5:
                nets[n].tracks[g] = 0
                continue
            spot = next(
                (k for k, there in enumerate(lanes) if all(hi + 6 < a or lo - 6 > b for a, b in there)),
                len(lanes),
            )
            if spot == len(lanes):
                lanes.append([])
            lanes[spot].append((lo, hi))
            nets[n].tracks[g] = spot
        used.append(max(len(lanes), 1))
    return used
