"""Writes public/scenes/nouns.json and prints how it was made: the nouns of Pocket, their categories and the names of their pictures.

One line a noun: `noun [=plural] : emoji names : words in file names`. Emoji names are the CLDR slugs that iconify uses; the noun itself and
`<noun>-face` always count. Words match whole words of the names of 3D models, clip-art and photographs; the noun itself always counts.
"""
import json
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "public/scenes/nouns.json"
COCO = set(
    "person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,stop sign,bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe,"
    "backpack,umbrella,bag,suitcase,ball,kite,skateboard,tennis racket,bottle,glass,cup,fork,knife,spoon,bowl,banana,apple,orange,broccoli,carrot,"
    "hot dog,pizza,donut,cake,chair,sofa,plant,bed,table,toilet,tv,laptop,mouse,keyboard,phone,oven,sink,fridge,book,clock,vase,scissors,teddy bear".split(",")
)
TABLE = {
    "animal": """
        dog : dogside guide-dog service-dog poodle : puppy
        cat : black-cat : kitten
        horse : racehorse horse-racing : pony
        cow : cow-side ox :
        sheep=sheep : ewe ram :
        pig : :
        rabbit : bunny : bunny hare
        mouse=mice : rat :
        chicken : rooster hen : hen rooster
        duck : :
        bird : eagle parrot dove : parrot
        penguin : :
        fish=fish : tropical-fish : goldfish
        elephant : :
        lion : :
        tiger : :
        bear : polar-bear :
        panda : :
        monkey : gorilla orangutan :
        zebra : :
        giraffe : :
        camel : two-hump-camel :
        deer=deer : : reindeer
        fox=foxes : :
        frog : :
        turtle : :
        snake : :
        butterfly=butterflies : :
        bee : honeybee : honeybee
        ladybug : lady-beetle : ladybird
        spider : :
        crab : :
        octopus=octopuses : :
        whale : spouting-whale :
        dolphin : :
        snail : :""",
    "food": """
        apple : red-apple green-apple :
        banana : :
        orange : tangerine :
        lemon : :
        pear : :
        strawberry=strawberries : :
        cherry=cherries : cherries : cherries
        grapes=grapes : :
        watermelon : :
        pineapple : :
        tomato=tomatoes : :
        carrot : :
        corn=corn : ear-of-corn earofmaize :
        broccoli=broccoli : :
        mushroom : :
        pumpkin : jack-o-lantern :
        bread=bread : baguette-bread flatbread : loaf baguette
        cheese=cheeses : cheese-wedge :
        egg : cooking : eggs
        pizza : slice-of-pizza :
        burger : hamburger : hamburger cheeseburger
        hot dog : hot-dog : hotdog
        cake : birthday-cake shortcake cupcake moon-cake : cupcake
        cookie : :
        donut : doughnut : doughnut
        ice cream : ice-cream soft-ice-cream shaved-ice icecream softicecream : icecream
        bottle : bottle-with-popping-cork baby-bottle lotion-bottle :""",
    "kitchen": """
        cup : hot-beverage teacup-without-handle cup-with-straw hotbeverage : mug coffeecup teacup
        glass=glasses : wine-glass cocktail-glass tumbler-glass glass-of-milk wineglass : wineglass goblet
        plate : : dish
        bowl : bowl-with-spoon steaming-bowl :
        fork : : 
        knife=knives : kitchen-knife hocho kitchenknife :
        spoon : :
        pot : pot-of-food cooking-pot potoffood : saucepan
        teapot : : kettle""",
    "furniture": """
        chair : : armchair stool
        sofa : couch-and-lamp couch : couch
        table : : desk
        bed : person-in-bed : 
        lamp : diya-lamp red-paper-lantern :
        light bulb : light-bulb electriclightbulb bulb : lightbulb bulb
        clock : alarm-clock mantelpiece-clock one-oclock six-oclock ten-oclock :
        door : :
        window : :
        toilet : :
        bathtub : : bath
        sink : : washbasin
        fridge : : refrigerator
        oven : : stove cooker
        vase : amphora :
        candle : :
        plant : potted-plant seedling : pottedplant
        book : closed-book green-book blue-book orange-book open-book :
        box=boxes : package : crate
        basket : :""",
    "electronics": """
        tv : television : television
        laptop : laptop-computer : notebook
        computer : desktop-computer personalcomputer : monitor
        keyboard : :
        phone : mobile-phone telephone telephone-receiver mobilephone blacktelephone : telephone cellphone smartphone
        camera : camera-with-flash movie-camera video-camera :
        radio : :
        printer : :
        headphones=headphones : headphone : headset""",
    "tool": """
        hammer : :
        screwdriver : :
        wrench=wrenches : : spanner
        scissors=scissors : :
        key : old-key :
        lock : locked unlocked locked-with-key : padlock
        pencil : :
        pen : fountain-pen :
        umbrella : umbrella-with-rain-drops closed-umbrella umbrella-on-ground :
        ladder : :
        brush=brushes : paintbrush : paintbrush""",
    "clothes": """
        hat : top-hat womans-hat womanshat tophat billed-cap : cap
        shoe : running-shoe mans-shoe high-heeled-shoe womans-sandal hiking-boot womans-boot flat-shoe mansshoe womansboots highheeledshoe athleticshoe : sneaker boot
        shirt : t-shirt tshirt running-shirt : tshirt
        pants=pants : jeans shorts : jeans trousers
        dress=dresses : :
        glove : gloves boxing-glove : gloves
        glasses=glasses : sunglasses eyeglasses goggles : sunglasses eyeglasses
        watch=watches : : wristwatch
        bag : handbag clutch-bag shopping-bags clutchbag purse pouch : handbag
        backpack : school-backpack schoolsatchel backpack : rucksack
        suitcase : luggage briefcase : luggage briefcase
        crown : :""",
    "toy": """
        ball : soccer-ball basketball volleyball baseball tennis tennis-ball soccerball american-football beach-ball : football basketball volleyball baseball
        kite : :
        teddy bear : teddy-bear : teddy
        guitar : :
        violin : :
        piano : musical-keyboard musicalkeyboard :
        drum : long-drum :
        trumpet : :
        balloon : :
        gift : wrapped-gift wrappedpresent : present
        dice=dice : game-die gamedie :
        skateboard : :
        tennis racket : : racket racquet""",
    "vehicle": """
        car : automobile oncoming-automobile sport-utility-vehicle racing-car taxi police-car oncomingautomobile policecar : automobile
        bus=buses : oncoming-bus trolleybus minibus oncomingbus :
        truck : delivery-truck articulated-lorry pickup-truck fire-engine deliverytruck articulatedlorry fireengine : lorry
        train : locomotive high-speed-train bullet-train steamlocomotive metro tram : locomotive
        bicycle : : bike
        motorcycle : motor-scooter : motorbike scooter
        airplane : small-airplane airplane-departure : plane aeroplane
        helicopter : :
        boat : sailboat motor-boat speedboat ship canoe passenger-ship motorboat : sailboat ship
        rocket : :
        tractor : :
        traffic light : horizontal-traffic-light vertical-traffic-light horizontaltrafficlight verticaltrafficlight :
        stop sign : stop-sign stop : stopsign""",
    "nature": """
        tree : deciduous-tree evergreen-tree palm-tree deciduoustree evergreentree palmtree : palm
        flower : rose tulip sunflower hibiscus blossom cherry-blossom bouquet daisy : rose tulip sunflower
        leaf=leaves : fallen-leaf maple-leaf leaf-fluttering-in-wind fallenleaf mapleleaf : leaves
        house : house-with-garden housebuilding housewithgarden derelict-house hut : cottage
        sun : sun-with-face blacksunwithrays :
        moon : crescent-moon full-moon first-quarter-moon crescentmoon fullmoon :
        star : glowing-star whitemediumstar glowingstar :
        cloud : :
        snowman=snowmen : snowman-without-snow snowmanwithoutsnow :""",
    "people": """
        person=people : man woman boy girl old-man old-woman man-standing woman-standing person-standing man-walking woman-walking person-walking : man woman boy girl human people male female
        baby=babies : :""",
}


def plural(noun: str) -> str:
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def main() -> None:
    rows = []
    for category, lines in TABLE.items():
        for line in filter(str.strip, lines.splitlines()):
            head, emoji, words = (part.strip() for part in line.split(":"))
            noun, _, many = head.partition("=")
            slug = noun.replace(" ", "-")
            rows.append({
                "noun": noun, "plural": many or plural(noun), "category": category, "coco": noun in COCO,
                "emoji": list(dict.fromkeys([slug, f"{slug}-face", f"{slug.replace('-', '')}face", slug.replace("-", ""), *emoji.split()])),
                "words": list(dict.fromkeys([noun, *words.split()])),
            })
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]\n")
    print(len(rows), "nouns,", sum(r["coco"] for r in rows), "of COCO")


if __name__ == "__main__":
    main()
