"""A seeded organisation of 200,000 nodes and 1,000,000 relations as an OpenGraph document, for what is
drawn rather than for what is true: 160,000 identities in 3,000 teams of similar access.

    wide.py OUT.json"""
import json, random, sys

IDENTITIES, TEAMS, ROLES, ENTITLEMENTS, RESOURCES, RELATIONS = 160_000, 3_000, 1_000, 30_000, 6_000, 1_000_000
KINDS = {"p": "Human", "m": "Machine", "t": "Group", "r": "Role", "e": "Entitlement", "s": "Resource"}


def relations(dice):
    """Pairs of ids with the kind of the relation: exactly RELATIONS of them, none twice."""
    own = [dice.sample(range(ENTITLEMENTS), 8) for _ in range(TEAMS)]
    seen = set()

    def fresh(a, b, kind):
        if (a, b) not in seen:
            seen.add((a, b))
            yield a, b, kind

    for e in range(ENTITLEMENTS):
        yield from fresh(f"e{e}", f"s{dice.randrange(RESOURCES)}", "AppliesTo")
    for t in range(TEAMS):
        yield from fresh(f"t{t}", f"r{dice.randrange(ROLES)}", "CanAssume")
    for r in range(ROLES):
        for _ in range(5):
            yield from fresh(f"r{r}", f"e{dice.randrange(ENTITLEMENTS)}", "Grants")
    while True:
        i = dice.randrange(IDENTITIES)
        team = i * TEAMS // IDENTITIES
        who = f"{'m' if team % 5 else 'p'}{i}"
        if dice.random() < 0.2:
            yield from fresh(who, f"t{team}", "MemberOf")
        elif dice.random() < 0.97:
            yield from fresh(who, f"e{dice.choice(own[team])}", "HasEntitlement")
        else:
            yield from fresh(who, f"e{dice.randrange(ENTITLEMENTS)}", "HasEntitlement")


def main(out):
    dice = random.Random(7)
    people = [f"{'m' if (i * TEAMS // IDENTITIES) % 5 else 'p'}{i}" for i in range(IDENTITIES)]
    rest = [f"{k}{i}" for k, n in [("t", TEAMS), ("r", ROLES), ("e", ENTITLEMENTS), ("s", RESOURCES)] for i in range(n)]
    with open(out, "w") as f:
        f.write('{"graph":{"nodes":[\n')
        for at, name in enumerate(people + rest):
            node = {"id": name, "kinds": [KINDS[name[0]]], "properties": {"name": name}}
            if name[0] == "s" and int(name[1:]) < 20:
                node["properties"]["tier"] = 0
            f.write((",\n" if at else "") + json.dumps(node, separators=(",", ":")))
        f.write('\n],"edges":[\n')
        for at, (a, b, kind) in enumerate(relations(dice)):
            if at == RELATIONS:
                break
            edge = {"kind": kind, "start": {"value": a}, "end": {"value": b}}
            f.write((",\n" if at else "") + json.dumps(edge, separators=(",", ":")))
        f.write("\n]}}\n")


main(sys.argv[1])
