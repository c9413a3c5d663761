// Draws boxes, lines and captions of a scene on a canvas. All positions come with the scene.

export const FONT = '"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","Microsoft YaHei",system-ui,sans-serif';
const BAND = 26;
const RED = "#b42318", DARK_RED = "#8f1d14", INK = "#1d2733", MUTED = "#52606d", SLATE = "#44525f";
const FAINT = "#d3d9e0"; // a colour, not a transparency: where faint lines share their way they stay faint
const LINES = {
  bold: [2.2, []], plain: [1.6, []], thin: [1, []], dashed: [1.6, [8, 4]], dashdot: [1.4, [9, 3, 2, 3]],
  dotted: [1.5, [2, 4]], gap: [1.8, [4, 5]],
};
const SIGN = { high: "✕", medium: "⚠", low: "▽", info: "ℹ" };

function rounded(ctx, x, y, w, h, r) {
  ctx.beginPath();
  ctx.moveTo(x + r, y);
  ctx.arcTo(x + w, y, x + w, y + h, r);
  ctx.arcTo(x + w, y + h, x, y + h, r);
  ctx.arcTo(x, y + h, x, y, r);
  ctx.arcTo(x, y, x + w, y, r);
  ctx.closePath();
}

export function paintHeading(ctx, heading, lang) {
  const { x, y, width, height, band } = heading;
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  if (band) {
    ctx.fillStyle = "#f3f5f8";
    rounded(ctx, x - width / 2, y, width, height, 8);
    ctx.fill();
    ctx.fillStyle = MUTED;
    ctx.font = `600 13px ${FONT}`;
    ctx.fillText(heading.words[lang], x, y + 19, width - 6);
  } else {
    ctx.fillStyle = SLATE;
    ctx.font = `600 13px ${FONT}`;
    ctx.fillText(heading.words[lang], x, y, width);
  }
  ctx.restore();
}

// States are told by dash, sign and word; colour only repeats them.
const STATES = {
  plain: { fill: "#ffffff", width: 1.3, dash: [] },
  centre: { fill: "#eef4fb", width: 2.8, dash: [] },
  broken: { fill: "#fff8f7", width: 2.6, dash: [], border: RED },
  ended: { fill: "#f4f4f4", width: 1.4, dash: [3, 3], border: "#6b7480" },
  gap: { fill: "#fff6f5", width: 1.8, dash: [6, 4], border: RED },
};

export function paintNode(ctx, node, look) {
  const lang = look.lang();
  const kind = look.legend[node.kind];
  const state = STATES[node.state];
  const colour = node.state === "ended" ? "#6b7480" : kind.colour;
  const left = node.x - node.width / 2, top = node.y - node.height / 2;
  ctx.save();
  ctx.globalAlpha = look.faded(node.id) ? 0.32 : 1;
  if (look.chosen === node.id) {
    ctx.strokeStyle = "#0b57d0";
    ctx.lineWidth = 3;
    rounded(ctx, left - 5, top - 5, node.width + 10, node.height + 10, 10);
    ctx.stroke();
  }
  rounded(ctx, left, top, node.width, node.height, 6);
  ctx.fillStyle = state.fill;
  ctx.fill();
  ctx.save();
  ctx.clip();
  if (node.state !== "gap") {
    ctx.fillStyle = colour;
    ctx.fillRect(left, top, BAND, node.height);
  }
  ctx.restore();
  rounded(ctx, left, top, node.width, node.height, 6);
  ctx.setLineDash(state.dash);
  ctx.lineWidth = state.width;
  ctx.strokeStyle = state.border || colour;
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  ctx.fillStyle = node.state === "gap" ? RED : "#ffffff";
  ctx.font = `600 14px ${FONT}`;
  ctx.fillText(kind.sign, left + BAND / 2 + (node.state === "gap" ? 2 : 0), node.order ? node.y - 9 : node.y);
  if (node.order) {
    ctx.font = `600 11px ${FONT}`;
    ctx.fillText(String(node.order), left + BAND / 2, node.y + 10);
  }
  paintText(ctx, node, lang, left + BAND + 8, node.width - BAND - 14);
  ctx.restore();
}

function paintText(ctx, node, lang, x, room) {
  const lines = node.lines[lang], small = node.small[lang];
  const pills = node.marks.slice(0, 4);
  const rows = Math.ceil(pills.length / 2);
  let y = node.y - (lines.length * 19 + small.length * 15 + rows * 20) / 2;
  ctx.textAlign = "left";
  ctx.fillStyle = node.state === "gap" ? DARK_RED : INK;
  ctx.font = `${node.state === "gap" ? "600 " : ""}14px ${FONT}`;
  for (const line of lines) {
    ctx.fillText(line, x, y + 10, room);
    y += 19;
  }
  ctx.fillStyle = MUTED;
  ctx.font = `11.5px ${FONT}`;
  for (const line of small) {
    ctx.fillText(line, x, y + 8, room);
    y += 15;
  }
  pills.forEach((mark, i) => {
    const more = i === 3 && node.marks.length > 4;
    paintPill(ctx, mark, x + (i % 2) * (room / 2), y + Math.floor(i / 2) * 20 + 2, room / 2 - 4, more ? node.marks.length - 3 : 0);
  });
}

function paintPill(ctx, mark, x, y, width, more) {
  const open = mark.state === "open" && mark.severity !== "info";
  rounded(ctx, x, y, width, 17, 8);
  ctx.fillStyle = open ? "#fbdcd8" : "#e6eaee";
  ctx.fill();
  ctx.fillStyle = open ? DARK_RED : SLATE;
  ctx.font = `600 11.5px ${FONT}`;
  ctx.textAlign = "center";
  const text = more ? `+${more}` : `${mark.state === "accepted" ? "○" : SIGN[mark.severity]} ${mark.code}`;
  ctx.fillText(text, x + width / 2, y + 9, width - 4);
  ctx.textAlign = "left";
}

export function paintLink(ctx, link, look) {
  const points = link.points;
  if (points.length < 2) return;
  const line = look.legend[link.kind].line;
  const [width, dash] = LINES[line] || LINES.plain;
  const near = look.chosen === link.from || look.chosen === link.to || look.hover === link.id;
  ctx.save();
  const faint = !near && (look.chosen || link.quiet);
  ctx.strokeStyle = ctx.fillStyle = faint ? FAINT : line === "gap" ? RED : look.hover === link.id ? "#0b57d0" : SLATE;
  ctx.lineWidth = near ? width + 0.8 : width;
  ctx.setLineDash(dash);
  ctx.lineJoin = "round";
  ctx.beginPath();
  ctx.moveTo(points[0][0], points[0][1]);
  for (let i = 1; i < points.length - 1; i++) {
    const [a, b, c] = [points[i - 1], points[i], points[i + 1]];
    const r = Math.min(9, (Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])) / 2, (Math.abs(c[0] - b[0]) + Math.abs(c[1] - b[1])) / 2);
    ctx.arcTo(b[0], b[1], c[0], c[1], r);
  }
  const [px, py] = points[points.length - 2];
  const [ex, ey] = points[points.length - 1];
  const way = Math.atan2(ey - py, ex - px);
  const tip = line === "gap" ? 0 : 7;
  ctx.lineTo(ex - tip * Math.cos(way), ey - tip * Math.sin(way));
  ctx.stroke();
  ctx.setLineDash([]);
  if (line !== "gap") {
    ctx.translate(ex, ey);
    ctx.rotate(way);
    ctx.beginPath();
    ctx.moveTo(0, 0);
    ctx.lineTo(-9, 4.2);
    ctx.lineTo(-9, -4.2);
    ctx.closePath();
    ctx.fill();
  }
  ctx.restore();
}

export function paintLabel(ctx, link, look) {
  const near = look.chosen === link.from || look.chosen === link.to || look.hover === link.id;
  if (!link.at || (link.quiet && !near)) return;
  const gap = look.legend[link.kind].line === "gap";
  const text = gap ? `✕ ${link.word[look.lang()]}` : link.word[look.lang()];
  ctx.save();
  ctx.globalAlpha = look.chosen && !near ? 0.3 : 1;
  ctx.font = `${gap ? "600 " : ""}12px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const wide = ctx.measureText(text).width;
  ctx.fillStyle = "#ffffff";
  ctx.globalAlpha *= 0.92;
  ctx.fillRect(link.at[0] - wide / 2 - 2, link.at[1] - 8, wide + 4, 16);
  ctx.globalAlpha = look.chosen && !near ? 0.3 : 1;
  ctx.fillStyle = gap ? DARK_RED : near ? INK : SLATE;
  ctx.fillText(text, link.at[0], link.at[1]);
  ctx.restore();
}

// The link within `reach` of a point, or null.
export function linkAt(links, point, reach) {
  for (const link of links) {
    for (let i = 1; i < link.points.length; i++) {
      const [ax, ay] = link.points[i - 1], [bx, by] = link.points[i];
      const dx = bx - ax, dy = by - ay;
      const share = Math.max(0, Math.min(1, ((point.x - ax) * dx + (point.y - ay) * dy) / (dx * dx + dy * dy || 1)));
      if (Math.hypot(ax + share * dx - point.x, ay + share * dy - point.y) <= reach) return link;
    }
  }
  return null;
}
