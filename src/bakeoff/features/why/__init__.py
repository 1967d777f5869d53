"""Why a contender won, in words: a card, and the rules that tell two contenders apart."""
