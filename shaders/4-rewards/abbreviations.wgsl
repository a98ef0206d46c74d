// What: the abbreviations after which a full stop ends no sentence.
// Formula: up to four letters are packed into a word, the last one in its low byte; longer ones have a second word in front.
// A test packs the names in the comments again.
// Source: the English model of NLTK's punkt_tab (Kiss & Strunk 2006), whose list it is.

// The last four letters, and those in front of them.
fn isAbbreviation(high: u32, low: u32) -> bool {
  if (high != 0u) { return isLongAbbreviation(high, low); }
  switch (low) {
    // a.a a.c a.d a.g a.h a.m a.s a.t adm ala
    case 0x612e61u, 0x612e63u, 0x612e64u, 0x612e67u, 0x612e68u, 0x612e6du, 0x612e73u, 0x612e74u, 0x61646du, 0x616c61u,
    // ariz aug ave b.f b.v bros c c.v chg cie
      0x6172697au, 0x617567u, 0x617665u, 0x622e66u, 0x622e76u, 0x62726f73u, 0x63u, 0x632e76u, 0x636867u, 0x636965u,
    // co col colo conn corp cos ct d d.c d.h
      0x636fu, 0x636f6cu, 0x636f6c6fu, 0x636f6e6eu, 0x636f7270u, 0x636f73u, 0x6374u, 0x64u, 0x642e63u, 0x642e68u,
    // d.w dec dr e e.f e.h e.l e.m f f.g
      0x642e77u, 0x646563u, 0x6472u, 0x65u, 0x652e66u, 0x652e68u, 0x652e6cu, 0x652e6du, 0x66u, 0x662e67u,
    // f.j feb fla fri ft g g.d g.f g.k ga
      0x662e6au, 0x666562u, 0x666c61u, 0x667269u, 0x6674u, 0x67u, 0x672e64u, 0x672e66u, 0x672e6bu, 0x6761u,
    // gen h h.c h.f h.m ill inc j.b j.c j.j
      0x67656eu, 0x68u, 0x682e63u, 0x682e66u, 0x682e6du, 0x696c6cu, 0x696e63u, 0x6a2e62u, 0x6a2e63u, 0x6a2e6au,
    // j.k j.p j.r jan jr k kan ky l l.a
      0x6a2e6bu, 0x6a2e70u, 0x6a2e72u, 0x6a616eu, 0x6a72u, 0x6bu, 0x6b616eu, 0x6b79u, 0x6cu, 0x6c2e61u,
    // l.f l.p lt ltd m m.j maj mg mich minn
      0x6c2e66u, 0x6c2e70u, 0x6c74u, 0x6c7464u, 0x6du, 0x6d2e6au, 0x6d616au, 0x6d67u, 0x6d696368u, 0x6d696e6eu,
    // mr mrs ms n n.c n.d n.h n.j n.m n.v
      0x6d72u, 0x6d7273u, 0x6d73u, 0x6eu, 0x6e2e63u, 0x6e2e64u, 0x6e2e68u, 0x6e2e6au, 0x6e2e6du, 0x6e2e76u,
    // n.y nev nov oct ok okla ore p p.m pa
      0x6e2e79u, 0x6e6576u, 0x6e6f76u, 0x6f6374u, 0x6f6bu, 0x6f6b6c61u, 0x6f7265u, 0x70u, 0x702e6du, 0x7061u,
    // ph.d prof r r.a r.h r.i r.j r.k r.t rep
      0x70682e64u, 0x70726f66u, 0x72u, 0x722e61u, 0x722e68u, 0x722e69u, 0x722e6au, 0x722e6bu, 0x722e74u, 0x726570u,
    // reps s s.a s.c s.g s.s sen sep sept sr
      0x72657073u, 0x73u, 0x732e61u, 0x732e63u, 0x732e67u, 0x732e73u, 0x73656eu, 0x736570u, 0x73657074u, 0x7372u,
    // st sw t t.j tenn tues u.k u.n u.s v
      0x7374u, 0x7377u, 0x74u, 0x742e6au, 0x74656e6eu, 0x74756573u, 0x752e6bu, 0x752e6eu, 0x752e73u, 0x76u,
    // va vs vt w w.c w.r w.va w.w wash wed
      0x7661u, 0x7673u, 0x7674u, 0x77u, 0x772e63u, 0x772e72u, 0x772e7661u, 0x772e77u, 0x77617368u, 0x776564u,
    // wis yr
      0x776973u, 0x7972u: { return true; }
    default: { return false; }
  }
}

fn isLongAbbreviation(high: u32, low: u32) -> bool {
  switch (low) {
    case 0x2e6d2e65u: { return high == 0x61u; } // a.m.e
    case 0x2e692e74u: { return high == 0x63u; } // c.i.t
    case 0x2e6d2e62u: { return high == 0x632e6fu; } // c.o.m.b
    case 0x616c6966u: { return high == 0x63u; } // calif
    case 0x2e6d2e73u: { return high == 0x69u; } // i.m.s
    case 0x2e622e61u: { return high == 0x6du; } // m.b.a
    case 0x2e642e63u: { return high == 0x6du; } // m.d.c
    case 0x73737273u: { return high == 0x6d65u; } // messrs
    case 0x2e612e6du: { return high == 0x70u; } // p.a.m
    case 0x2e612e79u: { return high == 0x73u; } // s.a.y
    case 0x2e702e61u: { return high == 0x73u; } // s.p.a
    case 0x2e732e61u: { return high == 0x75u; } // u.s.a
    case 0x2e732e72u: { return high == 0x752e73u; } // u.s.s.r
    default: { return false; }
  }
}
