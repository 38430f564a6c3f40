"""Words that look like names of places and mostly are none, and words that tell a person from a place.

"A Russian ship" is not in Russian; a town is called Grad, but who writes so alone means the rocket; "the
Kremlin denied it" names no building. Small towns are called German, March or Spanish. A hint (a country, a
type of place) says that the place is meant all the same. All lists are English, by hand, from general
knowledge.
"""

from __future__ import annotations

from gazetteer.names import fold

_PEOPLES = """
    afghan african albanian algerian american andorran angolan arab arabian argentine argentinian armenian
    asian australian austrian azerbaijani bahraini bangladeshi barbadian basque bavarian belarusian
    belgian belizean beninese bhutanese bolivian bosnian botswanan brazilian breton british bulgarian
    burkinabe burmese burundian californian cambodian cameroonian canadian catalan caucasian
    central-african chadian chechen chilean chinese colombian comorian congolese corsican cossack croatian
    cuban cypriot czech czechoslovak danish djiboutian dominican dutch ecuadorian egyptian emirati english
    eritrean estonian ethiopian european fijian filipino finnish flemish french gabonese gambian georgian
    german ghanaian greek greenlandic guatemalan guinean guyanese haitian honduran hungarian icelandic
    indian indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jordanian kazakh
    kazakhstani kenyan korean kosovar kurdish kuwaiti kyrgyz lao laotian latvian lebanese liberian libyan
    lithuanian luxembourgish macedonian malagasy malawian malaysian maldivian malian maltese mauritanian
    mauritian mexican moldovan mongolian montenegrin moroccan mozambican namibian nepalese nepali
    nicaraguan nigerian nigerien north-korean norwegian omani ottoman pakistani palestinian panamanian
    paraguayan persian peruvian polish portuguese prussian qatari romanian russian rwandan salvadoran
    samoan saudi saudi-arabian scottish senegalese serbian siberian singaporean slovak slovakian slovene
    slovenian somali south-african south-korean south-sudanese soviet spanish sri-lankan sudanese
    surinamese swedish swiss syrian taiwanese tajik tanzanian tatar thai tibetan togolese tongan tunisian
    turkish turkmen ugandan ukrainian uruguayan uyghur uzbek venezuelan vietnamese welsh yemeni yugoslav
    zambian zimbabwean
"""
_QUARTERS = "central eastern northern southern western northeastern northwestern southeastern southwestern"
_TIMES = """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday easter christmas ramadan
"""
_THINGS = """
    abrams bradley buk bulava challenger gepard grad himars hwasong iskander javelin kalibr kinzhal leopard
    mig patriot sarmat scud shahed smerch soyuz stinger sukhoi tomahawk topol tor tupolev uragan bayraktar
    burevestnik geran granit krona lancet mustang neptune nodong pantsir saab starlink storm-shadow strela
    taurus tornado wagner zircon covid ebola lassa zika
"""
_BODIES = """
    amal boko-haram fatah fsb hamas hezbollah houthi houthis isil isis kgb nato taliban tass disney
    commonwealth congress parliament duma
"""
_COMMON_NOUNS = """
    airport army bank base bay beach border bridge camp cape capital castle church city coast college council
    county court desert district east eid embassy farm field forest fort garden gate god gulf harbor harbour
    hill hospital hotel island islands lake lakes library market most mosque mountain mountains museum navy
    north ocean park parish peninsula police port province region republic river road school sea south square
    state station strait street temple theatre tower town united university valley village west woods
"""
_SEATS = """
    kremlin pentagon white-house downing-street 10-downing-street number-10 blue-house elysee elysee-palace
    zhongnanhai capitol-hill whitehall quai-d-orsay foggy-bottom wall-street
"""
_TITLES = """
    mr mrs ms miss dr sir lord lady president vice-president minister secretary senator sen rep congressman
    congresswoman general gen colonel col major captain capt lieutenant lt sergeant sgt admiral commander
    judge justice professor prof king queen prince princess pope chairman chairwoman ambassador spokesman
    spokeswoman officer detective deputy coach
"""
_GIVEN_NAMES = """
    abraham adam alan albert alex alexander alexei ali andrei andrew anna anne anthony barack barbara ben
    benjamin bill bob boris brian carlos catherine charles chris christopher dan daniel david deborah dennis
    dmitry donald donna edward elizabeth emily eric evgeny frank gary george hassan helen henry hussein igor
    ivan jack jacob james jane jason jean jeff jennifer jessica jim joe john jonathan jose joseph juan julia
    justin karen keith kevin larry laura linda lisa luis maria mario mark martin mary matthew michael mike
    mohamed mohammad mohammed muhammad nancy nicholas nikolai olga pat patricia patrick paul pavel peter
    philip rachel ralph ray rebecca richard robert roger ron ronald russell ruth ryan sandra sarah scott sean
    sergei sergey sharon stephen steve steven stuart susan ted thomas tim timothy tom tony vladimir walter
    william xi yuri
"""
_NAMES_OF_BOTH = """
    adelaide alexandria asia austin brooklyn carolina chad charlotte chelsea dakota dallas devon diego
    florence georgia hamilton helena houston india israel jackson jordan kent kenya lincoln logan madison
    milan paris regina salvador santiago savannah sofia sydney troy tyler victoria virginia washington wayne
"""
_MADE = """
    rocket rockets missile missiles tank tanks fighter fighters jet jets drone drones rifle rifles battery
    batteries launcher launchers howitzer howitzers transponder card cards holidays fever virus crew
"""
_VESSELS = """
    uss hms hmas ins rfs mv ss carrier carriers submarine submarines frigate frigates destroyer destroyers
    cruiser cruisers corvette corvettes tanker tankers trawler ship ships vessel vessels ferry yacht warship
    freighter icebreaker
"""
_MAY_STAND_BEFORE_A_PLACE = """
    a an and after all also although among and around as at because before between beyond both but by central
    downtown during each east eastern ex far for former from further greater her his how i if in inner inside
    into it its lower many metropolitan mid most my near neighboring neighbouring new no north northern not of
    off old on once one only or our outer outside over past rural several since so some south southern still
    suburban than that the their then there these they this those through to toward towards two under until up
    upper upstate urban via was we west western what when where which while who with within without yet
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow
    january february march april may june july august september october november december
    mount mt lake port fort ft cape county river isle gulf bay strait republic kingdom state city town village
    province saint st santa san los las el la le les al der den
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("-", " ") for word in text.split())


_ADJECTIVES = _words(f"{_PEOPLES} {_QUARTERS}")
_HOMOGRAPHS = _words(f"{_TIMES} {_THINGS} {_BODIES} {_COMMON_NOUNS}")
_SEATS_OF_POWER = _words(_SEATS)
_BEFORE_A_PERSON = _words(f"{_TITLES} {_GIVEN_NAMES}")
_GIVEN_NAMES_TOO = _words(_NAMES_OF_BOTH)
_MADE_THINGS = _words(_MADE)
_VESSEL_WORDS = _words(_VESSELS)
_BEFORE_A_PLACE = _words(_MAY_STAND_BEFORE_A_PLACE)


def is_adjective(name: str) -> bool:
    """Whether a name is an English adjective of a people, country or quarter of the globe.

    Examples
    --------
    >>> is_adjective("Spanish"), is_adjective("North Korean"), is_adjective("Spain")
    (True, True, False)
    """
    return fold(name) in _ADJECTIVES


def is_homograph(name: str) -> bool:
    """Whether a name is first of all a month, a thing (a weapon, a disease), a body or a common noun.

    Examples
    --------
    >>> is_homograph("March"), is_homograph("Grad"), is_homograph("Gradec")
    (True, True, False)
    """
    return fold(name) in _HOMOGRAPHS


def is_seat_of_power(name: str) -> bool:
    """Whether a name is that of a building or street and mostly means the government that sits there.

    Examples
    --------
    >>> is_seat_of_power("the Kremlin"), is_seat_of_power("Kyiv")
    (True, False)
    """
    return fold(name).removeprefix("the ") in _SEATS_OF_POWER


def is_before_a_person(word: str) -> bool:
    """Whether a word in small letters is a title or a given name, so that what follows it is a surname.

    Examples
    --------
    >>> is_before_a_person("general"), is_before_a_person("john"), is_before_a_person("near")
    (True, True, False)
    """
    return word in _BEFORE_A_PERSON


def is_given_name_too(name: str) -> bool:
    """Whether the name of a place is a common given name in English texts as well.

    Examples
    --------
    >>> is_given_name_too("Florence"), is_given_name_too("Turin")
    (True, False)
    """
    return fold(name) in _GIVEN_NAMES_TOO


def is_made_thing(word: str) -> bool:
    """Whether a word is a thing that is called by a name before it: "Grad rockets".

    Examples
    --------
    >>> is_made_thing("rockets"), is_made_thing("river")
    (True, False)
    """
    return word in _MADE_THINGS


def is_vessel(word: str) -> bool:
    """Whether a word in small letters is a kind of ship, so that what follows is a ship's name.

    Examples
    --------
    >>> is_vessel("frigate"), is_vessel("uss"), is_vessel("port")
    (True, True, False)
    """
    return word in _VESSEL_WORDS


def may_stand_before_a_place(word: str) -> bool:
    """Whether a capitalised word before a name is no given name: "In Paris", "Downtown Houston".

    Examples
    --------
    >>> may_stand_before_a_place("in"), may_stand_before_a_place("marco")
    (True, False)
    """
    return word in _BEFORE_A_PLACE
